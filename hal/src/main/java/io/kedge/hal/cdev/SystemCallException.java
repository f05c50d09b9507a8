package io.kedge.hal.cdev;

import java.io.Serial;

/** The kernel refused a call. Whoever knows which line it was about turns it into a message for the user. */
final class SystemCallException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int errno;

    SystemCallException(String call, int errno) {
        super(call + ": " + Errno.name(errno));
        this.errno = errno;
    }

    /** {@return the number, as in {@link Errno}} */
    int errno() {
        return errno;
    }
}
