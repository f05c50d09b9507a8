package io.kedge.hal.api;

import static java.util.Objects.requireNonNull;

/**
 * One edge as the kernel reported it ({@code struct gpio_v2_line_event} of linux/gpio.h), with what the top half found out.
 *
 * @param line          the line's id
 * @param edge          which way the electrical level went
 * @param stampNanos    when, in nanoseconds of {@code clock}
 * @param clock         what stamped it
 * @param lineSeqno     this line's edge number, from 1, wraps around as an unsigned 32-bit number
 * @param receivedNanos when gpio-irq had it, nanoseconds of {@code CLOCK_MONOTONIC}
 * @param lostBefore    edges that were dropped between the one before and this one, by the kernel or by the line's ring
 * @param mergedSuspect true if the edge before had the same polarity: at least one edge between them was merged away
 * @param resync        true if this is no edge but the level read again after a loss
 */
public record EdgeEvent(
        String line,
        Edge edge,
        long stampNanos,
        EventClock clock,
        int lineSeqno,
        long receivedNanos,
        long lostBefore,
        boolean mergedSuspect,
        boolean resync) {

    /** Refuses null. */
    public EdgeEvent {
        requireNonNull(line, "line");
        requireNonNull(edge, "edge");
        requireNonNull(clock, "clock");
    }
}
