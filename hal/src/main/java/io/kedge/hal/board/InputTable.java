package io.kedge.hal.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kedge.hal.api.ChipCounters;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineCounters;
import org.jspecify.annotations.Nullable;

/** The open inputs of a board by their ids, and what those that were closed had done. Under the board's lock. */
final class InputTable {
    private final Map<String, InputLine> open = new LinkedHashMap<>();
    private final List<InputLine> closing = new ArrayList<>();               // bottom halves may run still, and ids be taken again
    private final Map<String, ChipCounters> closed = new LinkedHashMap<>();  // by chip

    boolean has(String id) {
        return open.containsKey(id);
    }

    void add(InputLine line) {
        open.put(line.config().id(), line);
    }

    /** Its id is free again. @return the line that had it, null if none did */
    @Nullable InputLine closing(String id) {
        InputLine line = open.remove(id);
        if (line != null) {
            closing.add(line);
        }
        return line;
    }

    /** A line that was closing does nothing any more. */
    void closed(InputLine line, LineCounters did) {
        closing.remove(line);
        add(closed, line.info().chip(), did);
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
        closing.forEach(line -> add(all, line.info().chip(), line.counters()));
        open.values().forEach(line -> add(all, line.info().chip(), line.counters()));
        return List.copyOf(all.values());
    }

    private static void add(Map<String, ChipCounters> chips, String chip, LineCounters did) {
        chips.put(chip, chips.getOrDefault(chip, ChipCounters.none(chip)).plus(did));
    }
}
