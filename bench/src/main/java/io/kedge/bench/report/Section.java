package io.kedge.bench.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.RowResult;
import io.kedge.bench.figure.Run;
import io.kedge.bench.figure.Series;
import io.kedge.bench.figure.Spread;
import io.kedge.bench.figure.Unit;
import io.kedge.bench.row.Row;

/** What the report says of one row, and its charts. */
final class Section {
    private static final String CHARTS = "charts";

    private final Run run;
    private final Row row;
    private final RowResult result;
    private final List<Series> series;   // of a row about growth

    Section(Run run, Row row, RowResult result) {
        this.run = run;
        this.row = row;
        this.result = result;
        this.series = row.things().isEmpty() ? List.of() : Series.of(result, Contenders.KEDGE);
    }

    /** {@return the text of each chart, by its file's path from the report} */
    Map<String, String> charts() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String figure : row.charts()) {
            if (result.figures().contains(figure)) {
                files.put(nextChart(files), BarChart.of(row.title(), result, figure));
            }
        }
        for (Unit unit : Unit.values()) {
            List<Series> ofUnit = series.stream().filter(one -> one.unit() == unit).toList();
            if (!ofUnit.isEmpty()) {
                files.put(nextChart(files), LineChart.of(row.title(), row.things(), ofUnit));
            }
        }
        return files;
    }

    private String nextChart(Map<String, String> files) {
        return CHARTS + "/" + row.name() + "-" + (files.size() + 1) + ".svg";
    }

    String markdown() {
        List<String> lines = new ArrayList<>(List.of("### " + row.title(), "", row.method(), ""));
        lines.add(run.date() + " UTC, commit " + run.commit() + ", `" + run.command() + "`; " + run.machine().text() + ".");
        lines.add("");
        lines.addAll(series.isEmpty() ? table() : growthTable());
        lines.add("");
        row.goals().forEach(goal -> lines.add("- " + goal.verdict(result)));
        series.forEach(one -> lines.add("- " + one.verdict()));
        result.failures().forEach(failure -> lines.add("- **failed**: " + failure.replace('|', '/')));
        for (String contender : result.contenders()) {
            result.notes(contender).forEach(note -> lines.add("- " + Contenders.titleOf(contender) + ": " + note));
        }
        charts().keySet().forEach(file -> lines.addAll(List.of("", "![" + row.title() + "](" + file + ")")));
        lines.addAll(List.of("", "<details><summary>How each is set up</summary>", ""));
        result.contenders().forEach(name -> lines.add("- " + Contenders.titleOf(name) + ": " + result.configuration(name)));
        lines.addAll(List.of("", "</details>"));
        return String.join("\n", lines) + "\n";
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("| | " + String.join(" | ", result.figures()) + " |");
        lines.add("|---|" + "---|".repeat(result.figures().size()));
        for (String contender : result.contenders()) {
            StringBuilder line = new StringBuilder("| ").append(Contenders.titleOf(contender));
            for (String figure : result.figures()) {
                line.append(" | ").append(result.spread(contender, figure).map(Spread::text).orElse(""));
            }
            lines.add(line.append(" |").toString());
        }
        return lines;
    }

    /** A line for each number of things. */
    private List<String> growthTable() {
        Map<Integer, Map<String, String>> cells = new TreeMap<>();
        for (Series one : series) {
            one.points().forEach(point ->
                    cells.computeIfAbsent(point.things(), first -> new HashMap<>()).put(one.name(), point.cost().text()));
        }
        List<String> lines = new ArrayList<>();
        lines.add("| " + row.things() + " | " + series.stream().map(Series::name).collect(Collectors.joining(" | ")) + " |");
        lines.add("|---|" + "---|".repeat(series.size()));
        cells.forEach((things, its) -> lines.add("| " + Unit.COUNT.text(things) + " | "
                + series.stream().map(one -> its.getOrDefault(one.name(), "")).collect(Collectors.joining(" | ")) + " |"));
        return lines;
    }
}
