package io.kedge.hal.api;

import static java.util.Objects.requireNonNull;

/**
 * One line of a board, open or not.
 *
 * @param chip      the chip's label
 * @param offset    the line's number on its chip, from 0
 * @param name      the line's name, empty if it has none
 * @param consumer  who holds it, empty if nobody does
 * @param direction who sets its level now
 */
public record LineInfo(String chip, int offset, String name, String consumer, Direction direction) {

    /** Refuses null. */
    public LineInfo {
        requireNonNull(chip, "chip");
        requireNonNull(name, "name");
        requireNonNull(consumer, "consumer");
        requireNonNull(direction, "direction");
    }
}
