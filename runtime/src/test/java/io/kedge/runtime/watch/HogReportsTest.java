package io.kedge.runtime.watch;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.work.FunctionProfile;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HogReportsTest {
    private static final HogPace PACE = new HogPace(10_000_000);

    /** {@return the violations, of so many, at which there was a report} */
    private static List<Integer> reportedAt(int from, int violations) {
        HogReports reports = new HogReports(from, PACE);
        FunctionProfile function = new FunctionProfile("org.example.Valve");
        List<Integer> reported = new ArrayList<>();
        try (EngineLog log = new EngineLog()) {
            for (int violation = 1; violation <= violations; violation++) {
                int before = log.complaints().size();
                reports.violated(function);
                if (log.complaints().size() > before) {
                    reported.add(violation);
                }
            }
        }
        return reported;
    }

    @Test
    @Conforms("R53")
    void aFunctionIsReportedAtTheFourthViolationAndThenEverLessOften() {
        assertEquals(List.of(4, 5, 7, 11, 19, 35, 67), reportedAt(4, 130));
    }

    @Test
    @Conforms("R53")
    void anotherFirstViolationMovesTheReports() {
        assertEquals(List.of(1, 2, 4, 8, 16), reportedAt(1, 20));
    }

    @Test
    @Conforms("R53")
    void aWarningThresholdOfZeroSilencesTheReports() {
        assertEquals(List.of(), reportedAt(0, 50));
    }

    @Test
    @Conforms("R53")
    void atMost128FunctionsAreTracked() {
        HogReports reports = new HogReports(1, PACE);
        try (EngineLog log = new EngineLog()) {
            for (int function = 0; function < 200; function++) {
                reports.violated(new FunctionProfile("org.example.Function" + function));
            }
            assertEquals(128, log.complaints().size());
        }
    }

    @Test
    void theReportNamesFunctionThresholdCountAndCure() {
        HogReports reports = new HogReports(1, PACE);
        try (EngineLog log = new EngineLog()) {
            reports.violated(new FunctionProfile("org.example.Valve"));
            assertEquals(
                    "work function org.example.Valve used its CPU for more than 10000 us without blocking, 1 times, while"
                            + " others waited: queue it on an unbound or a CPU-intensive workqueue",
                    log.complaints().getFirst());
        }
    }

    @Test
    void aLookThatMarkedNothingIsNoViolation() {
        HogReports reports = new HogReports(1, PACE);
        try (EngineLog log = new EngineLog()) {
            reports.violated(null);
            assertTrue(log.complaints().isEmpty(), () -> log.complaints().toString());
        }
    }
}
