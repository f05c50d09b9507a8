package io.kedge.runtime.linux;

import java.util.Locale;

/** A system call that the kernel refused. */
public final class LinuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The calls that may fail in a way somebody handles. */
    public enum Call { SCHED_GETAFFINITY, SCHED_SETAFFINITY, SETPRIORITY }

    private static final int EINVAL = 22;

    private final Call call;
    private final int errno;

    LinuxException(Call call, int errno) {
        super(call.name().toLowerCase(Locale.ROOT) + " failed with errno " + errno);
        this.call = call;
        this.errno = errno;
    }

    public Call call() {
        return call;
    }

    /** {@return whether a thread was to be bound to CPUs of which none is online and within its cpuset} */
    public boolean isNoSuchCpu() {
        return call == Call.SCHED_SETAFFINITY && errno == EINVAL;
    }

    public int errno() {
        return errno;
    }
}
