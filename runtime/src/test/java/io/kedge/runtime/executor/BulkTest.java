package io.kedge.runtime.executor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

import io.kedge.runtime.EngineExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** invokeAll and invokeAny. */
@ParameterizedClass
@EnumSource(Host.class)
class BulkTest extends ServiceContract {
    private static final long LONG = EngineExtension.DEADLINE_SECONDS;
    private static final Callable<String> GOOD = () -> "good";
    private final IllegalStateException purpose = new IllegalStateException("on purpose");
    private final Callable<String> bad = () -> {
        throw purpose;
    };

    BulkTest(Host host) {
        super(host);
    }

    @Test
    @SuppressWarnings("NullAway")   // the point
    void refusesNull() {
        List<Callable<String>> hole = Arrays.asList(GOOD, null);
        assertThrows(NullPointerException.class, () -> service.invokeAll(null));
        assertThrows(NullPointerException.class, () -> service.invokeAll(hole));
        assertThrows(NullPointerException.class, () -> service.invokeAll(hole, LONG, SECONDS));
        assertThrows(NullPointerException.class, () -> service.invokeAll(List.of(GOOD), LONG, null));
        assertThrows(NullPointerException.class, () -> service.invokeAny(null));
        assertThrows(NullPointerException.class, () -> service.invokeAny(Arrays.asList(null, GOOD)));
        assertThrows(NullPointerException.class, () -> service.invokeAny(null, LONG, SECONDS));
        assertThrows(NullPointerException.class, () -> service.invokeAny(List.of(GOOD), LONG, null));
    }

    @Test
    void nothingIsNoWorkForAllAndNoneForAny() throws Exception {
        assertEquals(List.of(), service.invokeAll(List.of()));
        assertEquals(List.of(), service.invokeAll(List.of(), LONG, SECONDS));
        assertThrows(IllegalArgumentException.class, () -> service.invokeAny(List.of()));
        assertThrows(IllegalArgumentException.class, () -> service.invokeAny(List.of(), LONG, SECONDS));
    }

    @Test
    void allEndAndStandInTheirOrder() throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            tasks.add(() -> number);
        }
        assertInOrder(service.invokeAll(tasks));
        assertInOrder(service.invokeAll(tasks, LONG, SECONDS));
    }

    private static void assertInOrder(List<Future<Integer>> futures) {
        assertEquals(50, futures.size());
        for (int i = 0; i < futures.size(); i++) {
            assertEquals(i, futures.get(i).resultNow());
        }
    }

    @Test
    void oneThatThrowsDoesNotKeepAllFromEnding() throws Exception {
        List<Future<String>> futures = service.invokeAll(List.of(GOOD, bad, GOOD));
        assertEquals("good", futures.get(0).resultNow());
        assertSame(purpose, futures.get(1).exceptionNow());
        assertEquals("good", futures.get(2).resultNow());
    }

    @Test
    void allAreCancelledWhenTheTimeIsOver() throws Exception {
        Sleeper sleeper = new Sleeper();
        List<Future<String>> futures = service.invokeAll(List.of(sleeper, sleeper, sleeper), 20, MILLISECONDS);
        assertEquals(3, futures.size());
        for (Future<String> future : futures) {
            assertTrue(future.isDone());
            assertThrows(CancellationException.class, future::get);
        }
        assertEquals("good", got(service.submit(GOOD)), "they have left their places to others");
    }

    @Test
    void whoeverWaitsForAllCanBeInterruptedAndCancelsThem() {
        Sleeper sleeper = new Sleeper();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> service.invokeAll(List.of(sleeper)));
        service.shutdown();
    }

    @Test
    void anyIsOneThatSucceeds() throws Exception {
        assertEquals("good", service.invokeAny(List.of(bad, bad, GOOD, bad)));
        assertEquals("good", service.invokeAny(List.of(bad, GOOD), LONG, SECONDS));
    }

    @Test
    void anyFailsIfAllFail() {
        var thrown = assertThrows(ExecutionException.class, () -> service.invokeAny(List.of(bad, bad)));
        assertSame(purpose, thrown.getCause());
        assertThrows(ExecutionException.class, () -> service.invokeAny(List.of(bad), LONG, SECONDS));
    }

    @Test
    void anyIsOutOfTimeAndInterruptsWhatRuns() throws Exception {
        Sleeper sleeper = new Sleeper();
        assertThrows(TimeoutException.class, () -> service.invokeAny(List.of(sleeper), 20, MILLISECONDS));
        service.shutdown();
        assertTerminates();
        assertTrue(sleeper.interrupted.isOpen() || !sleeper.asleep.isOpen(), "it has been interrupted, or has not begun");
    }

    @Test
    void theOthersAreCancelledWhenOneHasSucceeded() throws Exception {
        Sleeper sleeper = new Sleeper();
        Callable<String> second = () -> {
            if (host.isWide()) {
                sleeper.asleep.pass();
            }
            return "good";
        };
        List<Callable<String>> tasks = host.isWide() ? List.of(sleeper, second) : List.of(second, sleeper);
        assertEquals("good", service.invokeAny(tasks));
        service.shutdown();
        assertTerminates();
        assertEquals(sleeper.asleep.isOpen(), sleeper.interrupted.isOpen());
        assertFalse(host.isWide() && !sleeper.interrupted.isOpen());
    }

    @Test
    void aTaskMayInvokeOthersOfItsServiceWhereTwoCanRun() throws Exception {
        assertEquals(host.isWide() ? "good" : "", got(service.submit(() -> host.isWide() ? service.invokeAny(List.of(GOOD)) : "")));
    }
}
