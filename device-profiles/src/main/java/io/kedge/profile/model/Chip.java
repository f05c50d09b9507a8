package io.kedge.profile.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import static java.util.Objects.requireNonNull;

/**
 * A GPIO chip of the board.
 *
 * @param alias    what the profile calls it
 * @param label    what the kernel calls it, on every kernel ({@code pinctrl-rp1})
 * @param lines    how many lines it has
 * @param header   which line each pin of the board's header leads to; pin to offset
 * @param names    the names its lines may be given by; name to offset
 * @param reserved lines that a profile must leave alone
 */
public record Chip(
        String alias,
        String label,
        int lines,
        SortedMap<Integer, Integer> header,
        Map<String, Integer> names,
        List<Reserved> reserved) {

    /**
     * Lines that belong to the board itself.
     *
     * @param first  the first offset
     * @param last   the last offset, itself included
     * @param reason what they are for
     */
    public record Reserved(int first, int last, String reason) {

        /** Refuses an empty range. */
        public Reserved {
            requireNonNull(reason, "reason");
            if (first < 0 || last < first) {
                throw new IllegalArgumentException("reserved lines must be a range from 0 up, were " + first + " to " + last);
            }
        }

        /** {@return whether the line is one of them} */
        public boolean contains(int offset) {
            return first <= offset && offset <= last;
        }
    }

    /** Refuses null; keeps copies. */
    public Chip {
        requireNonNull(alias, "alias");
        requireNonNull(label, "label");
        header = Collections.unmodifiableSortedMap(new TreeMap<>(header));
        names = Map.copyOf(names);
        reserved = List.copyOf(reserved);
    }
}
