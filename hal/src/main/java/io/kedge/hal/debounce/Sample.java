package io.kedge.hal.debounce;

/**
 * One edge, as a state machine sees it. Only {@code nanos} and {@code high} decide; the rest is kept for the event.
 *
 * @param nanos      when, in the one clock that is used for this line's debouncing
 * @param high       the level after the edge
 * @param lineSeqno  the edge's number on its line
 * @param stampNanos the stamp as it came, in the line's event clock
 * @param wallMillis wall-clock milliseconds at that moment
 * @param resync     true if this is no edge but the level read again after a loss
 */
public record Sample(long nanos, boolean high, int lineSeqno, long stampNanos, long wallMillis, boolean resync) { }
