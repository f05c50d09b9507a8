package io.kedge.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.Figure;
import io.kedge.bench.figure.Outcome;
import io.kedge.bench.figure.RowResult;
import io.kedge.bench.figure.Unit;
import io.kedge.bench.row.Effort;
import io.kedge.bench.row.Row;
import io.kedge.bench.row.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class ForkTest {
    @TempDir
    Path folder;

    @Test
    void whatAProcessSaysIsWhatComesOut() throws Exception {
        Outcome outcome = Fork.ofProgram(program("""
                echo 'CONFIGURATION two threads, in C'
                echo 'FIGURE NANOSECONDS 41.5 hand-off, median'
                echo 'NOTE all is well'
                echo 'something else'
                """), List.of()).run("c", 3);
        assertEquals(new Outcome("c", 3, "two threads, in C", List.of(new Figure("hand-off, median", Unit.NANOSECONDS, 41.5)),
                List.of("all is well")), outcome);
    }

    /** The shell has one thread; what it starts to sleep is another process. */
    @Test
    void threadsAreCountedFromTheAnswerOn() throws Exception {
        Outcome outcome = Fork.ofProgram(program("""
                echo 'COUNT_THREADS '
                read -r answer
                echo 'THREADS_COUNTED '
                """), List.of()).run("c", 0);
        assertEquals(List.of(new Figure(Row.THREADS, Unit.THREADS, 0)), outcome.figures());
    }

    @Test
    void aProcessThatEndsBadlyOrSaysNothingHasFailedWithWhatItSaid() throws Exception {
        assertEquals("ended with 7 and 1 figures; it said: no such thing", failureOf("echo 'FIGURE COUNT 1 x'; echo 'no such thing'; exit 7"));
        assertEquals("ended with 0 and 0 figures", failureOf("exit 0"));
        assertEquals("ended with 1 and 0 figures; it said: Exception in thread \"main\" /  at there",
                failureOf("echo 'a warning'; echo 'Exception in thread \"main\"'; echo ' at there'; exit 1"));
    }

    @Test
    void aLineThatIsNoFigureIsRefused() throws Exception {
        Path wrong = program("echo 'FIGURE COUNT 1'");
        assertThrows(IllegalArgumentException.class, () -> Fork.ofProgram(wrong, List.of()).run("c", 0));
    }

    /** The way it is in earnest: a JVM for each contender and round, and a program that fails beside them. */
    @Test
    void aRowRunsEachContenderByTurnsAndNamesWhoFailed() throws Exception {
        Row row = Rows.named("hand-off");
        RowResult result = new RowRun(row, Effort.SMOKE, program("exit 1")).result();
        assertEquals(row.contenders(), List.copyOf(result.contenders()));
        assertEquals(row.contenders().size(), result.outcomes().size());
        assertEquals(List.of("the C program, round 1: ended with 1 and 0 figures"), result.failures());
        assertTrue(result.spread(Contenders.KEDGE, "hand-off, median").isPresent(), result.toString());
    }

    @Test
    void contendersThatIdleDoSoSideBySideAndAllAreHeard() throws Exception {
        Row row = Rows.named("idle");
        assertTrue(row.sideBySide());
        RowResult result = new RowRun(row, Effort.SMOKE, null).result();
        assertEquals(row.contenders(), List.copyOf(result.contenders()), () -> result.failures().toString());
    }

    @Test
    void theEngineComesFirstWhoeverEndedFirst() {
        List<Outcome> ordered = RowRun.inOrder(List.of("kedge", "tpe"),
                List.of(ended("tpe", 0), ended("kedge", 0), ended("tpe", 1), ended("kedge", 1)));
        assertEquals(List.of(ended("kedge", 0), ended("tpe", 0), ended("kedge", 1), ended("tpe", 1)), ordered);
    }

    private static Outcome ended(String contender, int round) {
        return new Outcome(contender, round, "", List.of(), List.of());
    }

    private String failureOf(String script) throws IOException {
        Path program = program(script);
        return String.valueOf(assertThrows(IOException.class, () -> Fork.ofProgram(program, List.of()).run("c", 0)).getMessage());
    }

    private Path program(String script) throws IOException {
        Path file = Files.createTempFile(folder, "program", ".sh",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    }
}
