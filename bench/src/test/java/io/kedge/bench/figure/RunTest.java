package io.kedge.bench.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RunTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Outcome outcome = new Outcome("kedge", 0, "as shipped", List.of(new Figure("hand-off", Unit.NANOSECONDS, 1.5)), List.of("a note"));
        Run run = new Run("2026-11-22 12:00", "abc", "./kedge bench", Machine.here(),
                List.of(new RowResult("hand-off", List.of(outcome), List.of("kotlin, round 2: gone"))));
        Path file = folder.resolve("new/run.json");
        run.writeTo(file);
        assertEquals(run, Run.readFrom(file));
    }

    @Test
    void aFileThatIsNotThereOrNoneOfOursIsNamed() throws IOException {
        Path file = folder.resolve("run.json");
        assertTrue(refusalOf(file).contains("there is no file " + file), refusalOf(file));
        Files.writeString(file, "{\"date\": 7, \"what\": 1}");
        assertTrue(refusalOf(file).contains(file + " is not the file of a run"), refusalOf(file));
    }

    private static String refusalOf(Path file) {
        return String.valueOf(assertThrows(IOException.class, () -> Run.readFrom(file)).getMessage());
    }

    @Test
    void theMachineSaysWhetherItWasIdle() {
        Machine machine = Machine.here();
        assertTrue(machine.cpus() > 0 && machine.memoryMib() > 0, machine.toString());
        assertFalse(machine.kernel().isBlank() || machine.java().isBlank(), machine.toString());
        assertTrue(loaded(2.5).text().endsWith("load before the run 2.50 - **the machine was not idle: times are too long**"));
        assertTrue(new Machine(2, "model", "amd64", 1024, "6.12", "Temurin 25", "performance", "nice 5", 0).text()
                .endsWith("0.00 - **nice 5: peers are not scheduled as they usually are**"));
        assertTrue(loaded(0.1).text().endsWith("load before the run 0.10"));
    }

    private static Machine loaded(double load) {
        return new Machine(2, "model", "amd64", 1024, "6.12", "Temurin 25", "performance", "usual", load);
    }
}
