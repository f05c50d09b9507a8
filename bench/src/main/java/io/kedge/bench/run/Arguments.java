package io.kedge.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.kedge.bench.row.Effort;
import io.kedge.bench.row.Row;
import io.kedge.bench.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What the command was asked for.
 *
 * @param rows    in the order of the report, each once; all if none was named
 * @param effort  full, or quick
 * @param write   whether the report in the sources is written
 * @param render  the file of an earlier run to render, instead of measuring; null: none
 * @param limits  the program in C; null: there is none
 * @param commit  what is measured
 * @param command as it was called
 */
record Arguments(List<Row> rows, Effort effort, boolean write, @Nullable Path render, @Nullable Path limits, String commit,
        String command) {
    /** Asks for few rounds and repetitions. */
    static final String QUICK = "--quick";

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is unknown, lacks its value, or does not go with another; the message says which
     */
    static Arguments of(String... words) {
        Set<Row> rows = new LinkedHashSet<>();
        boolean quick = false;
        boolean write = false;
        String render = null;
        String limits = null;
        String commit = "unknown";
        String command = "io.kedge.bench.run.Bench " + String.join(" ", words);
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case QUICK -> quick = true;
                case "--write" -> write = true;
                case "--render" -> render = valueOf(words, ++i);
                case "--limits" -> limits = valueOf(words, ++i);
                case "--commit" -> commit = valueOf(words, ++i);
                case "--command" -> command = valueOf(words, ++i);
                default -> rows.addAll(rowsOf(words[i]));
            }
        }
        if (quick && write) {
            throw new IllegalArgumentException("--quick and --write: the report is not written from so few figures; leave one of them out");
        }
        List<Row> ordered = new ArrayList<>(Rows.all());
        ordered.removeIf(row -> !rows.isEmpty() && !rows.contains(row));
        return new Arguments(ordered, quick ? Effort.QUICK : Effort.FULL, write, path(render), path(limits), commit, command);
    }

    private static List<Row> rowsOf(String word) {
        List<Row> rows = Rows.askedFor(word);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no row is called '" + word + "'; there are "
                    + String.join(" ", Rows.all().stream().map(Row::name).toList()));
        }
        return rows;
    }

    private static String valueOf(String[] words, int index) {
        if (index >= words.length) {
            throw new IllegalArgumentException(words[index - 1] + " lacks its value");
        }
        return words[index];
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
