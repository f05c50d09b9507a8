package io.kedge.bench.row;

/** Work that takes as much CPU time however long it has to wait for a CPU meanwhile. */
final class Burner {
    private static final int TRIALS = 5;
    private static final long TRIAL_ROUNDS = 20_000_000;

    private final double roundsPerNano;
    private volatile long sink;

    /** Finds out what this CPU does in a nanosecond, when nobody disturbs it: takes about 100 ms. */
    Burner() {
        double best = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            long startNanos = System.nanoTime();
            burn(TRIAL_ROUNDS);
            best = Math.max(best, TRIAL_ROUNDS / (double) (System.nanoTime() - startNanos));
        }
        roundsPerNano = best;
    }

    /** Uses that much CPU time. */
    void burnNanos(long nanos) {
        burn((long) (nanos * roundsPerNano));
    }

    private void burn(long rounds) {
        long value = 88_172_645_463_325_252L;   // xorshift, which no compiler sees through
        for (long round = 0; round < rounds; round++) {
            value ^= value << 13;
            value ^= value >>> 7;
            value ^= value << 17;
        }
        sink = value;
    }

    long sink() {
        return sink;
    }
}
