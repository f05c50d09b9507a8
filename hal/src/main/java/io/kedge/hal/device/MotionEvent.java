package io.kedge.hal.device;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * Motion began or ended.
 *
 * @param line           the id of the sensor's line
 * @param moving         whether it began
 * @param monotonicNanos when, nanoseconds of {@code CLOCK_MONOTONIC}: of the first edge, or of the end of the hold time
 * @param lasted         from the first edge to the end; zero at the beginning
 */
public record MotionEvent(String line, boolean moving, long monotonicNanos, Duration lasted) {

    /** Refuses null. */
    public MotionEvent {
        requireNonNull(line, "line");
        requireNonNull(lasted, "lasted");
    }
}
