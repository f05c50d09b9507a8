package io.kedge.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.Machine;
import io.kedge.bench.figure.RowResult;
import io.kedge.bench.figure.Run;
import io.kedge.bench.figure.Spread;
import io.kedge.bench.report.Report;
import io.kedge.bench.row.Goal;
import io.kedge.bench.row.Row;
import org.jspecify.annotations.Nullable;

/**
 * The command: measures the rows asked for, shows their figures, keeps them in a file and renders them. To be run in the
 * folder of the sources. Ends with 0 if all was measured, 1 if something failed, 2 if it was asked for what is not there.
 */
public final class Bench {
    private static final Path KEPT_IN = Path.of("bench", "target", "bench");
    private static final Path REPORT_IN = Path.of("bench");

    private final Arguments asked;

    private Bench(Arguments asked) {
        this.asked = asked;
    }

    public static void main(String... words) throws Exception {
        try {
            Bench bench = new Bench(Arguments.of(words));
            Path file = bench.asked.render();
            System.exit(file == null ? bench.measure() : bench.render(Run.readFrom(file)));
        } catch (IllegalArgumentException | IOException wrong) {
            System.err.println("kedge: " + wrong.getMessage());
            System.exit(wrong instanceof IOException ? 1 : 2);
        }
    }

    private int measure() throws IOException, InterruptedException {
        ZonedDateTime began = ZonedDateTime.now(ZoneOffset.UTC);
        Machine machine = Machine.here();
        System.out.println("bench: " + machine.text());
        System.out.println("bench: commit " + asked.commit() + "; every JVM: " + Fork.flags());
        List<RowResult> results = new ArrayList<>();
        for (Row row : asked.rows()) {
            RowResult result = new RowRun(row, asked.effort(), asked.limits()).result();
            show(row, result);
            results.add(result);
        }
        Run run = new Run(began.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)), asked.commit(), asked.command(),
                machine, results);
        Path file = KEPT_IN.resolve(began.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)) + ".json");
        run.writeTo(file);
        System.out.println("bench: kept in " + file);
        int exit = render(run);
        return results.stream().allMatch(result -> result.failures().isEmpty()) ? exit : 1;
    }

    private int render(Run run) throws IOException {
        if (asked.write()) {
            requireFull(run);
        }
        Path folder = asked.write() ? REPORT_IN : KEPT_IN;
        Report.write(run, folder);
        System.out.println("bench: written into " + folder.resolve("RESULTS.md")
                + (asked.write() ? "" : "; ./kedge bench --render FILE --write puts it into " + REPORT_IN.resolve("RESULTS.md")));
        return 0;
    }

    /**
     * Lets no quick run into the report.
     *
     * @throws IllegalArgumentException if it is one; the message says how it was called
     */
    static void requireFull(Run run) {
        if (run.command().contains(Arguments.QUICK)) {
            throw new IllegalArgumentException("the report is not written from so few figures: that run was called as " + run.command());
        }
    }

    private static void show(Row row, RowResult result) {
        for (String contender : result.contenders()) {
            System.out.println("   " + Contenders.titleOf(contender));
            result.figures().forEach(figure -> show(figure, result.spread(contender, figure).orElse(null)));
        }
        for (Goal goal : row.goals()) {
            System.out.println("   " + goal.verdict(result).replace("*", ""));
        }
        result.failures().forEach(failure -> System.out.println("   failed: " + failure));
    }

    private static void show(String figure, @Nullable Spread spread) {
        if (spread != null) {
            System.out.printf(Locale.ROOT, "      %-34s %s%n", figure, spread.text());
        }
    }
}
