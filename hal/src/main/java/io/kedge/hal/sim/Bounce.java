package io.kedge.hal.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import static java.util.Objects.requireNonNull;

/**
 * How a mechanical contact moves: to the new level, then back and forth, and there to stay. The same random numbers give
 * the same movement.
 *
 * @param fewest fewest pairs of extra edges, from 0
 * @param most   most pairs of extra edges
 * @param within how long it bounces at most
 */
public record Bounce(int fewest, int most, Duration within) {

    /** An ordinary push button: 1 to 8 pairs within 6 ms. */
    public static final Bounce BUTTON = new Bounce(1, 8, Duration.ofMillis(6));
    /** A clean signal. */
    public static final Bounce NONE = new Bounce(0, 0, Duration.ZERO);

    /** Refuses numbers out of order. */
    public Bounce {
        requireNonNull(within, "within");
        if (fewest < 0 || most < fewest || within.isNegative()) {
            throw new IllegalArgumentException(
                    "a bounce needs 0 <= fewest <= most and a time, was " + fewest + ", " + most + " and " + within);
        }
    }

    /**
     * One step of a movement.
     *
     * @param afterNanos after the step before, 0 for the first
     * @param high       the level
     */
    public record Step(long afterNanos, boolean high) { }

    /** {@return a movement to the level: 1 step, or 1 and some pairs; the last is at the level} */
    public List<Step> movement(boolean high, RandomGenerator random) {
        int extra = 2 * random.nextInt(fewest, most + 1);
        List<Step> steps = new ArrayList<>(1 + extra);
        steps.add(new Step(0, high));
        long share = extra == 0 ? 0 : within.toNanos() / extra;
        boolean level = high;
        for (int i = 0; i < extra; i++) {
            level = !level;
            steps.add(new Step(share <= 1 ? share : random.nextLong(1, share + 1), level));
        }
        return steps;
    }
}
