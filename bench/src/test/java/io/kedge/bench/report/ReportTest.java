package io.kedge.bench.report;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.Figure;
import io.kedge.bench.figure.Machine;
import io.kedge.bench.figure.Outcome;
import io.kedge.bench.figure.RowResult;
import io.kedge.bench.figure.Run;
import io.kedge.bench.figure.Series;
import io.kedge.bench.figure.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportTest {
    private static final Machine MACHINE = new Machine(2, "a model", "amd64", 1024, "6.12", "Temurin 25", "performance", "usual", 0.1);

    @TempDir
    Path folder;

    @Test
    void aRowHasItsTableItsVerdictAndItsCharts() throws Exception {
        Report.write(runOf("empty", 150, 100), folder);
        String text = Files.readString(folder.resolve("RESULTS.md"));
        assertContains(text, "| | time an item | allocated an item |");
        assertContains(text, "| Kedge | 150 ns (149 ns to 151 ns) | 0 B |");
        assertContains(text, "| ThreadPoolExecutor(1) | 100 ns (99 ns to 101 ns) | 24 B |");
        assertContains(text, "- **not reached**: time an item 1.5 x that of ThreadPoolExecutor(1), goal at most 1\n");
        assertContains(text, "| empty | **not reached** | time an item 1.5 x that of ThreadPoolExecutor(1), goal at most 1 |");
        assertContains(text, "2026-11-22 12:00 UTC, commit abc, `./kedge bench`; 2 CPUs (amd64, a model)");
        assertContains(text, "- Kedge: set up as kedge\n");
        assertContains(text, "](charts/empty-2.svg)");
        for (int chart = 1; chart <= 2; chart++) {
            String svg = Files.readString(folder.resolve("charts/empty-" + chart + ".svg"));
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
            assertContains(svg, "ThreadPoolExecutor(1)");
        }
    }

    @Test
    void whatPeopleWroteStaysAndASecondRunReplacesTheFirst() throws IOException {
        Path file = folder.resolve("RESULTS.md");
        Files.writeString(file, "# Mine\n\n<!-- goals -->\n<!-- end of goals -->\n\nbefore\n<!-- end of rows -->\n\nafter\n");
        Report.write(runOf("empty", 150, 100), folder);
        Files.writeString(file, Files.readString(file).replace("<!-- end of row -->", "<!-- end of row -->\nand why"));
        Report.write(runOf("empty", 90, 100), folder);
        Report.write(runOf("empty-same-cpu", 80, 100), folder);
        String text = Files.readString(file);
        assertContains(text, "# Mine\n\n<!-- goals -->\n| row | goal |");
        assertContains(text, "before\n<!-- row empty -->\n");
        assertContains(text, "<!-- end of row -->\nand why\n\n<!-- row empty-same-cpu -->\n");
        assertTrue(text.endsWith("<!-- end of rows -->\n\nafter\n"), text);
        assertFalse(text.contains("150 ns"), text);
        assertContains(text, "| empty | reached | time an item 0.9 x");
        assertContains(text, "| empty-same-cpu | reached | time an item 0.8 x");
    }

    @Test
    void aReportWithoutItsMarksIsLeftAlone() throws IOException {
        Path file = folder.resolve("RESULTS.md");
        Files.writeString(file, "# Mine\n<!-- goals -->\n<!-- end of goals -->\n");
        Exception refusal = assertThrows(IOException.class, () -> Report.write(runOf("empty", 1, 1), folder));
        assertContains(String.valueOf(refusal.getMessage()), file + " has no line '<!-- end of rows -->'");
        assertEquals("# Mine\n<!-- goals -->\n<!-- end of goals -->\n", Files.readString(file));
    }

    @Test
    void aGoalNeedsBothFigures() throws IOException {
        Run run = new Run("d", "c", "x", MACHINE, List.of(new RowResult("empty", List.of(outcome("tpe-1", 0, 7)), List.of("Kedge, round 1: gone"))));
        Report.write(run, folder);
        String text = Files.readString(folder.resolve("RESULTS.md"));
        assertContains(text, "- **not measured**: time an item\n");
        assertContains(text, "- **failed**: Kedge, round 1: gone\n");
    }

    @Test
    void aRowAboutGrowthHasALineForEachNumberAndACurveForEachUnit() throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int things : new int[] {1, 10, 100, 1_000}) {
            figures.add(new Figure(Series.figure("arm one", things), Unit.NANOSECONDS, 100));
            figures.add(new Figure(Series.figure("walk <all>", things), Unit.NANOSECONDS, things));
        }
        figures.add(new Figure(Series.figure("heap", 1_000), Unit.BYTES, 64));
        Outcome outcome = new Outcome(Contenders.KEDGE, 0, "as shipped", figures, List.of());
        Report.write(new Run("d", "c", "x", MACHINE, List.of(new RowResult("growth-delayed", List.of(outcome), List.of()))), folder);
        String text = Files.readString(folder.resolve("RESULTS.md"));
        assertContains(text, "| pending delayed items | arm one | walk <all> | heap |\n|---|---|---|---|\n| 1 | 100 ns | 1 ns |  |\n");
        assertContains(text, "| 1000 | 100 ns | 1 µs | 64 B |\n");
        assertContains(text, "| growth-delayed | reached | arm one 100 ns at 10, 100 ns at 1000: x 1 a decade, goal O(log n) |");
        assertContains(text, "- **not reached**: walk <all> 10 ns at 10, 1 µs at 1000: x 10 a decade, goal O(log n)\n");
        String svg = Files.readString(folder.resolve("charts/growth-delayed-1.svg"));
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertContains(svg, ">walk &lt;all&gt;</text>");
        assertTrue(Files.exists(folder.resolve("charts/growth-delayed-2.svg")));
    }

    private static Run runOf(String row, double own, double peers) {
        return new Run("2026-11-22 12:00", "abc", "./kedge bench", MACHINE, List.of(new RowResult(row, List.of(
                outcome(Contenders.KEDGE, 0, own - 1), outcome("tpe-1", 0, peers - 1),
                outcome(Contenders.KEDGE, 1, own), outcome("tpe-1", 1, peers),
                outcome(Contenders.KEDGE, 2, own + 1), outcome("tpe-1", 2, peers + 1)), List.of())));
    }

    private static Outcome outcome(String contender, int round, double nanos) {
        boolean engine = contender.equals(Contenders.KEDGE);
        List<Figure> figures = List.of(new Figure("time an item", Unit.NANOSECONDS, nanos), new Figure("allocated an item", Unit.BYTES, engine ? 0 : 24));
        return new Outcome(contender, round, "set up as " + contender, figures, List.of());
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
    }
}
