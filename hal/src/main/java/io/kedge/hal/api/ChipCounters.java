package io.kedge.hal.api;

import static java.util.Objects.requireNonNull;

/**
 * What the inputs of one chip did since the board was started, those that were closed since included. Each is monotone; the fields
 * are those of {@link LineCounters}.
 *
 * @param chip      the chip's label
 * @param edges     edges that came from the kernel, or were found by reading a level
 * @param events    events delivered
 * @param bounces   edges swallowed by debounces
 * @param lost      edges the kernel dropped
 * @param merged    edges whose polarity repeats
 * @param overflows edges dropped because a ring was full
 * @param resyncs   times a level was read again after a loss
 */
public record ChipCounters(String chip, long edges, long events, long bounces, long lost, long merged, long overflows, long resyncs) {

    /** Refuses null. */
    public ChipCounters {
        requireNonNull(chip, "chip");
    }

    /** {@return those of a chip whose inputs did nothing yet} */
    public static ChipCounters none(String chip) {
        return new ChipCounters(chip, 0, 0, 0, 0, 0, 0, 0);
    }

    /** {@return the same with what one more input did} */
    public ChipCounters plus(LineCounters line) {
        return new ChipCounters(
                chip,
                edges + line.edges(),
                events + line.events(),
                bounces + line.bounces(),
                lost + line.lost(),
                merged + line.merged(),
                overflows + line.overflows(),
                resyncs + line.resyncs());
    }
}
