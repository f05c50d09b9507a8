package io.kedge.bench.row;

import java.util.concurrent.TimeUnit;

/** How much is done for a figure. */
public enum Effort {
    /** For RESULTS.md. */
    FULL(5, 1),
    /** To see whether something is badly wrong. */
    QUICK(2, 0.2),
    /** For tests, which look at no time. */
    SMOKE(1, 0);

    private final int rounds;
    private final double scale;

    Effort(int rounds, double scale) {
        this.rounds = rounds;
        this.scale = scale;
    }

    /** {@return how many processes a contender gets in a row} */
    public int rounds() {
        return rounds;
    }

    /** {@return the share of so many repetitions, at least one} */
    public int times(int full) {
        return Math.max(1, (int) (full * scale));
    }

    /** {@return the share of so many milliseconds, in nanoseconds} */
    public long nanosOf(long fullMillis) {
        return (long) (TimeUnit.MILLISECONDS.toNanos(fullMillis) * scale);
    }
}
