package io.kedge.hal.device;

import static java.util.Objects.requireNonNull;

/**
 * Something that somebody did with a button.
 *
 * @param line           the id of the button's line
 * @param action         what it was
 * @param monotonicNanos when, nanoseconds of {@code CLOCK_MONOTONIC}: of the edge for a press and a release, of the (first) press for a click,
 *     of the moment when it had been down for long enough for a long press and a repeat; never of the timer that found out
 */
public record ButtonEvent(String line, ButtonAction action, long monotonicNanos) {

    /** Refuses null. */
    public ButtonEvent {
        requireNonNull(line, "line");
        requireNonNull(action, "action");
    }
}
