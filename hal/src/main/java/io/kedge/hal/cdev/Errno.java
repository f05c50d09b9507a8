package io.kedge.hal.cdev;

import java.util.Map;

/** What the kernel says when it refuses a call: {@code asm-generic/errno.h}. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int ENOTTY = 25;
    static final int EOPNOTSUPP = 95;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(EPERM, "EPERM"),
            Map.entry(ENOENT, "ENOENT"),
            Map.entry(EINTR, "EINTR"),
            Map.entry(ENXIO, "ENXIO"),
            Map.entry(EAGAIN, "EAGAIN"),
            Map.entry(EACCES, "EACCES"),
            Map.entry(EBUSY, "EBUSY"),
            Map.entry(ENODEV, "ENODEV"),
            Map.entry(EINVAL, "EINVAL"),
            Map.entry(ENOTTY, "ENOTTY"),
            Map.entry(EOPNOTSUPP, "EOPNOTSUPP"));

    private Errno() { }

    /** {@return its name, or its number if it is a rare one} */
    static String name(int errno) {
        return NAMES.getOrDefault(errno, "errno " + errno);
    }
}
