package io.kedge.bench.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each row with each of its contenders, with as little as there can be. Rows check themselves what has run; no time is looked at. */
@Timeout(120)
class RowsTest {

    /** Keeps what is said. */
    private static final class Kept implements Figures {
        private final Map<String, Double> values = new LinkedHashMap<>();
        private final List<String> calls = new ArrayList<>();

        /** Threads are counted by somebody else. */
        boolean has(String figure) {
            return values.containsKey(figure) || figure.equals(Row.THREADS) && !calls.isEmpty();
        }

        @Override
        public void add(String name, Unit unit, double value) {
            assertEquals(null, values.put(name, value), () -> name + " is said twice");
        }

        @Override
        public void note(String text) {
            assertFalse(text.isBlank());
        }

        @Override
        public void countThreads() {
            calls.add("from here");
        }

        @Override
        public void threadsCounted() {
            calls.add("to here");
        }
    }

    static Stream<Arguments> everyRowAndContender() {
        return Rows.all().stream().flatMap(row -> row.contenders().stream().map(name -> Arguments.of(row.name(), name)));
    }

    @ParameterizedTest
    @MethodSource("everyRowAndContender")
    void measures(String rowName, String name) throws Exception {
        assertTrue(Cpus.count() > 0);   // looked at before some thread is bound
        Row row = Rows.named(rowName);
        Kept figures = new Kept();
        inAThreadOfItsOwn(() -> {
            try (Contender contender = Contenders.named(name).maker().apply(row.cpu())) {
                row.made(1, figures);
                assertFalse(contender.configuration().isBlank());
                row.measure(contender, Effort.SMOKE, figures);
            }
            return figures;
        });
        figures.values.forEach((figure, value) -> assertTrue(Double.isFinite(value), () -> figure + " is " + value));
        assertTrue(figures.calls.isEmpty() || figures.calls.equals(List.of("from here", "to here")), figures.calls.toString());
        if (name.equals(Contenders.KEDGE)) {
            row.charts().forEach(figure -> assertTrue(figures.has(figure), () -> figure + " in " + figures.values));
            row.goals().forEach(goal -> assertTrue(figures.has(goal.figure()), () -> goal + " in " + figures.values));
        }
    }

    /** What it binds is not the thread of the tests. */
    private static void inAThreadOfItsOwn(Callable<Object> body) throws Exception {
        FutureTask<Object> task = new FutureTask<>(body);
        Thread.ofPlatform().start(task);
        try {
            task.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    @Test
    void theCommandKnowsTheSameRows() throws IOException {
        String script = Files.readString(Path.of("..", "scripts", "commands", "bench.sh"));
        Matcher names = Pattern.compile("BENCH_ROWS=\\(([^)]*)\\)").matcher(script);
        assertTrue(names.find());
        assertEquals(Rows.all().stream().map(Row::name).toList(), List.of(names.group(1).strip().split("\\s+")));
    }

    @Test
    void everyRowHasTheEngineAndGoalsAgainstWhoTakesPart() {
        for (Row row : Rows.all()) {
            assertEquals(Contenders.KEDGE, row.contenders().getFirst(), row.name());
            row.contenders().forEach(name -> assertEquals(name, Contenders.named(name).name()));
            for (Goal goal : row.goals()) {
                assertTrue(goal.against() == null || row.contenders().contains(goal.against())
                        || row.floors(Effort.FULL).stream().anyMatch(floor -> floor.contender().equals(goal.against())),
                        () -> row.name() + ": " + goal);
            }
        }
    }

    @Test
    void aWordAsksForItsRowOrForAllThatBeginWithIt() {
        assertEquals(List.of("hand-off"), Rows.askedFor("hand-off").stream().map(Row::name).toList());
        assertEquals(List.of("hand-off", "hand-off-same-cpu"), Rows.askedFor("hand").stream().map(Row::name).toList());
        assertEquals(List.of(), Rows.askedFor("han"));
        assertThrows(IllegalArgumentException.class, () -> Rows.named("han"));
        assertThrows(IllegalArgumentException.class, () -> Contenders.named("nobody"));
    }
}
