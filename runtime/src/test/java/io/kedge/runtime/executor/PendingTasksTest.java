package io.kedge.runtime.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.kedge.runtime.Gate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.Collections.synchronizedList;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Tasks that have not begun, because another one has the only place there is. */
@ParameterizedClass
@EnumSource(names = {"ONE_THREAD", "TIMED_THREAD", "ORDERED", "PERCPU_ONE", "TIMED_ORDERED"})
@SuppressWarnings("FutureReturnValueIgnored")   // what a task did is looked at otherwise
class PendingTasksTest extends ServiceContract {
    private static final int SOME = 20;

    private final Sleeper first = new Sleeper();
    private final List<Integer> begun = synchronizedList(new ArrayList<>());

    PendingTasksTest(Host host) {
        super(host);
    }

    @BeforeEach
    void occupy() {
        service.execute(first);
        first.asleep.pass();
    }

    private Runnable task(int number) {
        return () -> begun.add(number);
    }

    @Test
    void beginInTheOrderInWhichTheyWereSubmitted() throws Exception {
        for (int i = 0; i < SOME; i += 2) {
            service.execute(task(i));
            service.submit(task(i + 1));
        }
        assertEquals(List.of(), begun);
        first.wake();
        service.shutdown();
        assertTerminates();
        assertEquals(IntStream.range(0, SOME).boxed().toList(), begun);
    }

    @Test
    void oneThatIsCancelledNeverBegins() throws Exception {
        Future<?> gone = service.submit(task(1));
        Future<?> interruptedGone = service.submit(task(2));
        Future<?> stays = service.submit(task(3));
        assertEquals(Future.State.RUNNING, gone.state());
        assertTrue(gone.cancel(false));
        assertTrue(interruptedGone.cancel(true));
        assertFalse(gone.cancel(false));
        assertThrows(CancellationException.class, gone::get);
        assertFalse(first.interrupted.isOpen(), "another task is not its");
        first.wake();
        got(stays);
        service.shutdown();
        assertTerminates();
        assertEquals(List.of(3), begun);
    }

    @Test
    void shutdownLetsThemRun() throws Exception {
        Future<?> pending = service.submit(task(1));
        service.execute(task(2));
        service.shutdown();
        assertTrue(service.isShutdown());
        assertFalse(service.isTerminated());
        assertFalse(service.awaitTermination(1, MILLISECONDS));
        assertFalse(first.interrupted.isOpen());
        first.wake();
        assertTerminates();
        assertEquals(List.of(1, 2), begun);
        assertEquals(Future.State.SUCCESS, pending.state());
    }

    @Test
    void shutdownNowGivesThemBackInTheirOrder() throws Exception {
        List<Future<?>> submitted = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            submitted.add(service.submit(task(i)));
        }
        submitted.remove(3).cancel(false);
        List<Runnable> back = service.shutdownNow();
        back.removeIf(task -> ((Future<?>) task).isCancelled());   // the JDK's may still have it in its queue
        assertEquals(submitted, back);
        for (Future<?> future : submitted) {
            assertFalse(future.isDone(), "it has not been cancelled: whoever gets it back may run it");
        }
        first.interrupted.pass();
        assertTerminates();
        assertEquals(List.of(), begun);
        assertEquals(List.of(), service.shutdownNow(), "they are given back once");
    }

    /** The place becomes free at the very moment in which the service is stopped. */
    @Test
    void noneBeginsOnceTheServiceIsStopped() throws Exception {
        Gate watching = new Gate();
        service.execute(() -> {
            watching.open();
            while (!service.isShutdown()) {
                Thread.onSpinWait();
            }
        });
        for (int i = 0; i < 5_000; i++) {
            service.execute(task(i));
        }
        first.wake();
        watching.pass();
        assertEquals(5_000, service.shutdownNow().size());
        assertTerminates();
        assertEquals(List.of(), begun);
    }

    @Test
    void aTaskIsGivenBackOnceOnlyAndCancelledAfterwardsAllTheSame() throws Exception {
        Future<?> future = service.submit(task(1));
        assertEquals(1, service.shutdownNow().size());
        assertTrue(future.cancel(true));
        assertTrue(future.isCancelled());
        assertTerminates();
    }

    @Test
    void oneThatOthersTookFromThePlaceIsNotTheLast() throws Exception {
        Gate last = new Gate();
        List<Future<?>> futures = IntStream.range(0, SOME).<Future<?>>mapToObj(i -> service.submit(task(i))).toList();
        service.execute(last::open);
        futures.forEach(future -> future.cancel(true));
        service.shutdown();
        assertFalse(service.isTerminated());
        first.wake();
        last.pass();
        assertTerminates();
        assertEquals(List.of(), begun);
    }
}
