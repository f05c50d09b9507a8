package io.kedge.hal.api;

/** Who sets the level of a line. */
public enum Direction {
    /** The outside world; we read. */
    INPUT,
    /** We do. */
    OUTPUT
}
