package io.kedge.hal.sim;

/**
 * A simulated line had another level from this moment on.
 *
 * @param nanos when, nanoseconds of {@code CLOCK_MONOTONIC}
 * @param high  the electrical level
 */
public record LevelChange(long nanos, boolean high) { }
