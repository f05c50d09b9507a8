package io.kedge.hal.api;

/**
 * What one open line did since it was opened. Each is monotone; they are read one after the other.
 *
 * @param line            the line's id
 * @param edges           edges that came from the kernel
 * @param events          events delivered
 * @param bounces         edges swallowed by the debounce
 * @param lost            edges the kernel dropped, by gaps in the line's sequence numbers
 * @param merged          edges whose polarity repeats: each hides at least one merged edge
 * @param overflows       edges dropped because the line's ring was full
 * @param resyncs         times the level was read again after a loss
 * @param slowTopHalves   top halves that took longer than the limit
 * @param topHalfNanos    time spent in top halves
 * @param topHalfMaxNanos the longest top half
 * @param handlerFailures handlers and stream subscribers that threw
 * @param streamDrops     events that streams dropped because their subscriber was slow
 */
public record LineCounters(
        String line,
        long edges,
        long events,
        long bounces,
        long lost,
        long merged,
        long overflows,
        long resyncs,
        long slowTopHalves,
        long topHalfNanos,
        long topHalfMaxNanos,
        long handlerFailures,
        long streamDrops) { }
