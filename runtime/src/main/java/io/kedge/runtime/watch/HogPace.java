package io.kedge.runtime.watch;

/**
 * How much CPU a worker may use in one go while others wait: the first hog of a pool loses its slot after the threshold,
 * each further one held at the same time after twice as long as the one before, at most a second (DESIGN D4). So no load
 * starves a pool, and none makes a storm of threads.
 *
 * @param firstNanos the threshold; 0 turns the detection off (R52)
 */
public record HogPace(long firstNanos) {
    private static final long MOST_NANOS = 1_000_000_000L;

    public HogPace {
        if (firstNanos < 0 || firstNanos > MOST_NANOS) {
            throw new IllegalArgumentException("the CPU-intensive threshold must be 0 ns to 1 s, was " + firstNanos + " ns");
        }
    }

    /** {@return CPU time after which the next one is a hog, while so many are held already} */
    long thresholdNanos(int held) {
        if (firstNanos == 0) {
            return Long.MAX_VALUE;
        }
        long paced = firstNanos << Math.min(held, 30);
        return paced <= 0 ? MOST_NANOS : Math.min(paced, Math.max(MOST_NANOS, firstNanos));
    }
}
