package io.kedge.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report's text with its marks: what stands between those of a row, or of the goals, is written by the command;
 * everything else by people, and is never touched.
 */
final class Marks {
    private static final String GOALS = "<!-- goals -->";
    private static final String END_OF_GOALS = "<!-- end of goals -->";
    private static final String END_OF_ROWS = "<!-- end of rows -->";

    /** A report without rows. */
    static final String EMPTY = "# What was measured\n\n" + GOALS + "\n" + END_OF_GOALS + "\n\n" + END_OF_ROWS + "\n";

    private static final Pattern ROW = Pattern.compile("<!-- row (\\S+) -->\n(.*?)<!-- end of row -->", Pattern.DOTALL);
    private static final Pattern VERDICT = Pattern.compile("^- ((?:\\*\\*)?(?:reached|not reached|not measured)(?:\\*\\*)?): (.*)$", Pattern.MULTILINE);

    private String text;

    private Marks(String text) {
        this.text = text;
    }

    /**
     * {@return the marks of a text}
     *
     * @throws IOException if it lacks those that every report has; the message names the file and the mark
     */
    static Marks in(String text, Path file) throws IOException {
        for (String mark : List.of(GOALS, END_OF_GOALS, END_OF_ROWS)) {
            if (!text.contains(mark)) {
                throw new IOException(file + " has no line '" + mark + "': put it back where the goals, or the rows, are to stand");
            }
        }
        return new Marks(text);
    }

    /** Writes a row's section anew; one that has none is put behind the others. */
    void put(String row, String section) {
        String whole = "<!-- row " + row + " -->\n" + section + "<!-- end of row -->";
        Matcher old = ROW.matcher(text);
        while (old.find()) {
            if (old.group(1).equals(row)) {
                text = text.substring(0, old.start()) + whole + text.substring(old.end());
                return;
            }
        }
        text = text.replace(END_OF_ROWS, whole + "\n\n" + END_OF_ROWS);
    }

    /** {@return the text, its table of goals made anew from what its rows say} */
    String text() {
        List<String> lines = new ArrayList<>(List.of(GOALS, "| row | goal | what came of it |", "|---|---|---|"));
        for (Matcher row = ROW.matcher(text); row.find(); ) {
            for (Matcher verdict = VERDICT.matcher(row.group(2)); verdict.find(); ) {
                lines.add("| " + row.group(1) + " | " + verdict.group(1) + " | " + verdict.group(2) + " |");
            }
        }
        int end = text.indexOf(END_OF_GOALS);
        return text.substring(0, text.indexOf(GOALS)) + String.join("\n", lines) + "\n" + text.substring(end);
    }
}
