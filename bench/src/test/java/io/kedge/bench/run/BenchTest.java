package io.kedge.bench.run;

import java.util.List;

import io.kedge.bench.figure.Machine;
import io.kedge.bench.figure.Run;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class BenchTest {

    @Test
    void aQuickRunDoesNotGetIntoTheReportLaterEither() {
        assertEquals("the report is not written from so few figures: that run was called as ./kedge bench --quick cold",
                assertThrows(IllegalArgumentException.class, () -> Bench.requireFull(calledAs("./kedge bench --quick cold"))).getMessage());
        assertDoesNotThrow(() -> Bench.requireFull(calledAs("./kedge bench cold")));
    }

    private static Run calledAs(String command) {
        return new Run("2026-11-22 12:00", "abc", command, Machine.here(), List.of());
    }
}
