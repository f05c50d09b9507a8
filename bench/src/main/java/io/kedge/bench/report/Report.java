package io.kedge.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kedge.bench.figure.RowResult;
import io.kedge.bench.figure.Run;
import io.kedge.bench.row.Row;
import io.kedge.bench.row.Rows;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The report of a run: a text whose sections of measured rows are written anew, all else stays, and a folder of charts. */
public final class Report {
    private static final String NAME = "RESULTS.md";

    private Report() { }

    /**
     * Writes the sections of the run's rows into RESULTS.md of that folder, which is made if need be, and their charts.
     *
     * @throws IOException if a file cannot be written, or RESULTS.md lacks the marks between which rows stand
     */
    public static void write(Run run, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(NAME);
        Marks marks = Marks.in(Files.exists(file) ? Files.readString(file, UTF_8) : Marks.EMPTY, file);
        for (RowResult result : run.rows()) {
            if (!result.outcomes().isEmpty()) {
                Row row = Rows.named(result.row());
                Section section = new Section(run, row, result);
                marks.put(row.name(), section.markdown());
                writeCharts(folder, row.name(), section.charts());
            }
        }
        Files.writeString(file, marks.text(), UTF_8);
    }

    private static void writeCharts(Path folder, String row, Map<String, String> charts) throws IOException {
        Path chartFolder = folder.resolve("charts");
        Files.createDirectories(chartFolder);
        for (Path old : chartsOf(chartFolder, row)) {
            Files.delete(old);
        }
        for (Map.Entry<String, String> chart : charts.entrySet()) {
            Files.writeString(folder.resolve(chart.getKey()), chart.getValue(), UTF_8);
        }
    }

    private static Set<Path> chartsOf(Path folder, String row) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(row + "-\\d+\\.svg")).collect(Collectors.toSet());
        }
    }
}
