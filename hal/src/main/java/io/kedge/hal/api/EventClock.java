package io.kedge.hal.api;

/** The clock that stamps edges. */
public enum EventClock {
    /** {@code CLOCK_MONOTONIC}: never jumps, stands still in suspend, means nothing on another host. The default. */
    MONOTONIC,
    /** {@code CLOCK_REALTIME}: wall-clock time, jumps when the clock is set. */
    REALTIME,
    /** A hardware timestamp engine; few chips have one. */
    HTE
}
