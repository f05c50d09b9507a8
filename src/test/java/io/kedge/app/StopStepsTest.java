package io.kedge.app;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StopStepsTest {
    private final StopSteps steps = new StopSteps();

    @Test
    void whatWasDoneIsToldInOrder() {
        steps.run("froze", () -> { });
        steps.confirm("said farewell", () -> true);
        assertEquals(List.of("froze", "said farewell"), steps.report().done());
        assertTrue(steps.report().clean());
    }

    @Test
    void aStepThatHangsIsLeftBehindAndTheNextOneRuns() {
        var never = new CountDownLatch(1);
        steps.run("drained", never::await);
        steps.run("disconnected", () -> { });
        assertEquals(List.of("took too long: drained"), steps.report().givenUp());
        assertEquals(List.of("disconnected"), steps.report().done());
        never.countDown();
    }

    @Test
    void aStepThatFailsIsNamedWithItsCause() {
        steps.run("closed", () -> {
            throw new IllegalStateException("stuck");
        });
        assertEquals(List.of("failed: closed (java.lang.IllegalStateException: stuck)"), steps.report().givenUp());
        assertFalse(steps.report().clean());
    }

    @Test
    void aFarewellThatNobodyConfirmedIsGivenUp() {
        steps.confirm("said farewell", () -> false);
        assertEquals(List.of("not confirmed: said farewell"), steps.report().givenUp());
    }
}
