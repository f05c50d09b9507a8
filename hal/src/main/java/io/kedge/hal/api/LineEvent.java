package io.kedge.hal.api;

import java.time.Instant;

import static java.util.Objects.requireNonNull;

/**
 * A line changed, debounced. One object for one movement of a contact, or for one window of counted edges.
 *
 * @param line            the line's id
 * @param active          the new logical level, {@link LineConfig#activeLow()} is worked in; always true with {@link Debounce.Policy#COUNT}
 * @param lineSeqno       the first edge's number on its line, as the kernel counted
 * @param stampNanos      when the first edge came, nanoseconds of {@code clock}
 * @param clock           what stamped it
 * @param monotonicNanos  when the first edge came, nanoseconds of {@code CLOCK_MONOTONIC}; of the receipt if another clock stamps
 * @param time            when the first edge came, wall-clock, with the offset that held at that edge; good to a millisecond
 * @param clockSynced     whether the wall clock was synchronised when the event was made
 * @param bounces         further edges of the same movement that were swallowed
 * @param lost            edges dropped since the event before, by the kernel or by the line's ring
 * @param merged          edges since the event before whose polarity repeats: each hides at least one merged edge
 * @param resync          true if it comes from reading the level again after a loss, or the loss fell into its movement
 * @param queueDelayNanos from when the bottom half was due until it ran
 */
public record LineEvent(
        String line,
        boolean active,
        int lineSeqno,
        long stampNanos,
        EventClock clock,
        long monotonicNanos,
        Instant time,
        boolean clockSynced,
        int bounces,
        long lost,
        long merged,
        boolean resync,
        long queueDelayNanos) {

    /** Refuses null. */
    public LineEvent {
        requireNonNull(line, "line");
        requireNonNull(clock, "clock");
        requireNonNull(time, "time");
    }

    /** {@return how many edges are this one event: the first and its bounces} */
    public int edges() {
        return 1 + bounces;
    }
}
