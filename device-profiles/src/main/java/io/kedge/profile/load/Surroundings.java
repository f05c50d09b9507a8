package io.kedge.profile.load;

import java.util.Map;
import java.util.Set;

import io.kedge.profile.model.BoardFacts;
import io.kedge.profile.model.Chip;
import io.kedge.profile.model.WorkqueueSpec;

/**
 * What the lines of a profile may refer to.
 *
 * @param board      the board
 * @param chips      its chips by alias, in the file's order
 * @param workqueues the profile's workqueues by name, in the file's order
 * @param spoiled    paths of chips and workqueues ({@code chips.header}), or of all of them ({@code chips}), that are there
 *     but have problems of their own: a reference to one of them is not wrong
 */
record Surroundings(BoardFacts board, Map<String, Chip> chips, Map<String, WorkqueueSpec> workqueues, Set<String> spoiled) {

    /** {@return whether such a chip or workqueue is there, but cannot be read} */
    boolean isSpoiled(String table, String name) {
        return spoiled.contains(table) || spoiled.contains(table + "." + name);
    }

    /** {@return whether something of this table cannot be read} */
    boolean isAnySpoiled(String table) {
        return spoiled.stream().anyMatch(path -> path.equals(table) || path.startsWith(table + "."));
    }
}
