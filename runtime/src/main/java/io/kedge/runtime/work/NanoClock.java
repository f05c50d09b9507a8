package io.kedge.runtime.work;

/** Monotonic nanoseconds; only differences mean something. */
@FunctionalInterface
public interface NanoClock {

    long nowNanos();

    /** The clock of the machine. */
    static NanoClock system() {
        return System::nanoTime;
    }

    /** Is the deadline reached? Subtracts before comparing, so it survives nanoTime wrapping around. */
    static boolean isDue(long deadlineNanos, long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }
}
