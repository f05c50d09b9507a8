package io.kedge.runtime.queue;

/**
 * A share of CPU time as a token bucket: it fills at a constant rate, up to what comes in within one period, and what is used is
 * taken out, even if it is not there. Kept as one moment: when it would be full again, if nothing more were used. Not thread-safe.
 */
final class CpuBudget {
    /** The share that is no limit, percent. */
    static final int ALL = 100;

    /** So long it takes to fill, nanoseconds. */
    static final long PERIOD_NANOS = 100_000_000;

    private static final long ENOUGH_NANOS = PERIOD_NANOS / 10;   // what comes in within that is enough to go on with

    private final int cpus;
    private int percent;
    private long fullNanos;   // when it would be full
    private long rest;        // used and not in fullNanos: hundredths of nanoseconds

    /** A full one. */
    CpuBudget(int cpus, int percent, long nowNanos) {
        this.cpus = cpus;
        this.percent = percent;
        this.fullNanos = nowNanos;
    }

    /** So much CPU time has been used. */
    void use(long cpuNanos, long nowNanos) {
        if (fullNanos - nowNanos < 0) {
            fullNanos = nowNanos;
            rest = 0;
        }
        long hundredths = cpuNanos * ALL + rest;
        long perNano = (long) percent * cpus;
        fullNanos += hundredths / perNano;
        rest = hundredths % perNano;
    }

    /** {@return whether there is nothing in it} */
    boolean isSpent(long nowNanos) {
        return fullNanos - nowNanos >= PERIOD_NANOS;
    }

    /** {@return when there is, or was, enough in it to go on with after it was spent} */
    long enoughNanos() {
        return fullNanos - PERIOD_NANOS + ENOUGH_NANOS;
    }

    /** It fills at another rate from now on; what has been used stays so, but for who gets all. */
    void share(int newPercent, long nowNanos) {
        long usedNanos = newPercent == ALL ? 0 : Math.max(0, fullNanos - nowNanos);
        fullNanos = nowNanos + usedNanos / newPercent * percent + usedNanos % newPercent * percent / newPercent;
        rest = 0;
        percent = newPercent;
    }
}
