package io.kedge.profile.model;

import java.util.List;
import java.util.Optional;

import io.kedge.hal.api.LineConfig;

import static java.util.Objects.requireNonNull;

/**
 * One device: its board, its lines, and the workqueues they run on. Checked: every reference leads somewhere, no two lines
 * are one, every setting fits its line.
 *
 * @param name       what the user calls it
 * @param source     the file it came from, as the user named it
 * @param digest     SHA-256 of the file's bytes, in hexadecimal
 * @param board      the board it is for
 * @param chips      the board's GPIO chips, in the file's order
 * @param workqueues the workqueues it asks for, in the file's order
 * @param entries    its lines with their meaning, in the file's order
 */
public record Profile(
        String name,
        String source,
        String digest,
        BoardFacts board,
        List<Chip> chips,
        List<WorkqueueSpec> workqueues,
        List<ProfileLine> entries) {

    /** Refuses null; keeps copies. */
    public Profile {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        requireNonNull(digest, "digest");
        requireNonNull(board, "board");
        chips = List.copyOf(chips);
        workqueues = List.copyOf(workqueues);
        entries = List.copyOf(entries);
    }

    /** {@return how to open each line, in the file's order} */
    public List<LineConfig> lines() {
        return entries.stream().map(ProfileLine::config).toList();
    }

    /** {@return the line of this id, if there is one} */
    public Optional<ProfileLine> line(String id) {
        return entries.stream().filter(line -> line.id().equals(id)).findFirst();
    }
}
