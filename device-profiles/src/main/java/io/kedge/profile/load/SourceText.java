package io.kedge.profile.load;

import java.util.List;

import io.kedge.profile.model.Place;

/**
 * A file's text with its lines, for places and excerpts. Lines end as in YAML: at LF, CR or CR LF.
 *
 * @param file  as the user named it
 * @param text  the text, without byte order mark
 * @param lines the text's lines, without their ends; the last one is empty if the text ends with a line break
 */
record SourceText(String file, String text, List<String> lines) {

    static SourceText of(String file, String text) {
        return new SourceText(file, text, List.of(text.split("\r\n|\r|\n", -1)));
    }

    /** {@return the line of this number, from 1; empty if there is none} */
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** {@return the place, moved to the nearest that the file has; line and column count from 0} */
    Place place(int lineFromZero, int columnFromZero) {
        int line = Math.clamp(lineFromZero, 0, lines.size() - 1);
        String content = lines.get(line);
        int last = content.codePointCount(0, content.length());
        int column = lineFromZero > line ? last : Math.clamp(columnFromZero, 0, last);
        return new Place(file, line + 1, column + 1);
    }

    /** {@return the place of the character at this index of the text} */
    Place placeOf(int index) {
        String before = text.substring(0, index);
        List<String> linesBefore = List.of(before.split("\r\n|\r|\n", -1));
        String last = linesBefore.getLast();
        return place(linesBefore.size() - 1, last.codePointCount(0, last.length()));
    }
}
