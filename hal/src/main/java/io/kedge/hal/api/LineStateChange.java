package io.kedge.hal.api;

import java.time.Instant;

import static java.util.Objects.requireNonNull;

/**
 * An open line has stopped working, or works again.
 *
 * @param line   the line's id
 * @param state  what it is now
 * @param reason why, with what will happen next; for people
 * @param time   when that was found, wall clock
 */
public record LineStateChange(String line, LineState state, String reason, Instant time) {

    /** Refuses null. */
    public LineStateChange {
        requireNonNull(line, "line");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
        requireNonNull(time, "time");
    }
}
