package io.kedge.profile.model;

import static java.util.Objects.requireNonNull;

/**
 * Where something stands in a profile.
 *
 * @param file   as the user named it
 * @param line   from 1; 0 means the file as a whole
 * @param column in characters, from 1; 0 means the file as a whole
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    /** Refuses null and half a position. */
    public Place {
        requireNonNull(file, "file");
        if (line < 0 || column < 0 || (line == 0) != (column == 0)) {
            throw new IllegalArgumentException("line and column count from 1, or are both 0; were " + line + " and " + column);
        }
    }

    /** {@return the file as a whole} */
    public static Place wholeFile(String file) {
        return new Place(file, 0, 0);
    }

    /** Orders by line, then column; places of different files by file first. */
    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** {@return {@code file:line:column}, or the file alone} */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
