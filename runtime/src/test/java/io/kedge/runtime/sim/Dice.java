package io.kedge.runtime.sim;

/** All chance of one simulation: the same seed throws the same numbers (SplitMix64). */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** {@return 0 to bound - 1} */
    int below(int bound) {
        return (int) ((next() >>> 33) * bound >>> 31);
    }

    /** {@return true once in so many throws} */
    boolean oneIn(int times) {
        return below(times) == 0;
    }

    /** {@return min to max} */
    int between(int min, int max) {
        return min + below(max - min + 1);
    }
}
