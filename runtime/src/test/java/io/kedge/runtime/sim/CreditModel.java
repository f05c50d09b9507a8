package io.kedge.runtime.sim;

/** What a group's CPU credit must be: filled step by step, in floating point. */
final class CreditModel {
    private static final double PERIOD_NANOS = 1e8;
    private static final double ROUNDING_NANOS = 1_000;

    private final int cpus;
    private double perNano;      // what comes in
    private double creditNanos;
    private long atNanos = Long.MIN_VALUE;
    private long usedNanos;
    private boolean unlimited;

    CreditModel(int cpus, int percent) {
        this.cpus = cpus;
        this.unlimited = percent == 100;
        this.perNano = percent / 100.0 * cpus;
        this.creditNanos = most();
    }

    private double most() {
        return perNano * PERIOD_NANOS;
    }

    private void fill(long nowNanos) {
        if (atNanos != Long.MIN_VALUE) {
            creditNanos = Math.min(most(), creditNanos + perNano * (nowNanos - atNanos));
        }
        atNanos = nowNanos;
    }

    /** Time has passed, and so much CPU time has been used since the beginning. */
    void goOn(long nowNanos, long usedSoFarNanos) {
        fill(nowNanos);
        if (!unlimited) {
            creditNanos -= usedSoFarNanos - usedNanos;
        }
        usedNanos = usedSoFarNanos;
    }

    /** The share is about to be changed: what has been used of the credit stays used. */
    void share(int percent, long nowNanos) {
        fill(nowNanos);
        double gone = most() - creditNanos;
        unlimited = percent == 100;
        perNano = percent / 100.0 * cpus;
        creditNanos = unlimited ? most() : most() - gone;
    }

    /** {@return whether nothing may become active} */
    boolean isSpent() {
        return creditNanos < -ROUNDING_NANOS;
    }

    /** {@return whether there is so much that items may become active again} */
    boolean isEnough() {
        return creditNanos > most() / 10 + ROUNDING_NANOS;
    }
}
