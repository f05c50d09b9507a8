package io.kedge.hal.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kedge.hal.api.ChipCounters;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineCounters;

/** The open inputs of a board by their ids, and what those that were closed had done. Under the board's lock. */
final class InputTable {
    private final Map<String, InputLine> open = new LinkedHashMap<>();
    private final Map<String, InputLine> closing = new LinkedHashMap<>();    // its bottom half may run still
    private final Map<String, ChipCounters> closed = new LinkedHashMap<>();  // by chip

    boolean has(String id) {
        return open.containsKey(id);
    }

    void add(InputLine line) {
        open.put(line.config().id(), line);
    }

    /** Its id is free again. */
    void closing(String id) {
        InputLine line = open.remove(id);
        if (line != null) {
            closing.put(id, line);
        }
    }

    /** It does nothing any more. */
    void closed(String id, LineCounters did) {
        InputLine line = closing.remove(id);
        if (line != null) {
            add(closed, line.info().chip(), did);
        }
    }

    List<InputLine> all() {
        return new ArrayList<>(open.values());
    }

    List<LineCounters> counters() {
        return open.values().stream().map(InputLine::counters).toList();
    }

    /** {@return those of every chip that had an input, in the order in which they got the first} */
    List<ChipCounters> chips() {
        Map<String, ChipCounters> all = new LinkedHashMap<>(closed);
        closing.values().forEach(line -> add(all, line.info().chip(), line.counters()));
        open.values().forEach(line -> add(all, line.info().chip(), line.counters()));
        return List.copyOf(all.values());
    }

    private static void add(Map<String, ChipCounters> chips, String chip, LineCounters did) {
        chips.put(chip, chips.getOrDefault(chip, ChipCounters.none(chip)).plus(did));
    }
}
