package io.kedge.runtime.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.kedge.runtime.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Tasks and their futures. */
@ParameterizedClass
@EnumSource(Host.class)
@SuppressWarnings("FutureReturnValueIgnored")   // what a task did is looked at otherwise
class TasksTest extends ServiceContract {
    private static final int MANY = 500;

    /** Not volatile: what one thread wrote the other reads because of the service. */
    private int written;

    TasksTest(Host host) {
        super(host);
    }

    @Test
    void runsWhatIsExecutedAndSubmitted() throws Exception {
        Gate executed = new Gate();
        service.execute(executed::open);
        executed.pass();
        assertNull(got(service.submit(() -> { })));
        assertEquals("result", got(service.submit(() -> { }, "result")));
        assertEquals("value", got(service.submit(() -> "value")));
        assertEquals("later", CompletableFuture.supplyAsync(() -> "la", service).thenApplyAsync(la -> la + "ter", service).join());
    }

    @Test
    @SuppressWarnings("NullAway")   // the point
    void refusesNull() {
        Runnable noRunnable = null;
        Callable<String> noCallable = null;
        assertThrows(NullPointerException.class, () -> service.execute(noRunnable));
        assertThrows(NullPointerException.class, () -> service.submit(noRunnable));
        assertThrows(NullPointerException.class, () -> service.submit(noRunnable, ""));
        assertThrows(NullPointerException.class, () -> service.submit(noCallable));
        assertThrows(NullPointerException.class, () -> service.awaitTermination(1, null));
        service.shutdown();
        assertThrows(NullPointerException.class, () -> service.execute(noRunnable));
    }

    @Test
    void whatATaskThrowsIsItsFutures() throws Exception {
        var thrown = new IllegalStateException("on purpose");
        Future<Object> future = service.submit(() -> {
            throw thrown;
        });
        assertSame(thrown, assertThrows(ExecutionException.class, () -> got(future)).getCause());
        assertTrue(future.isDone());
        assertFalse(future.isCancelled());
        assertEquals(Future.State.FAILED, future.state());
        assertSame(thrown, future.exceptionNow());
        assertThrows(IllegalStateException.class, future::resultNow);
        assertFalse(future.cancel(true), "it is too late");
    }

    @Test
    void aTaskThatThrowsDoesNoHarmToOthers() throws Exception {
        service.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        service.execute(() -> {
            throw new AssertionError("on purpose");
        });
        assertEquals("next", got(service.submit(() -> "next")));
        service.shutdown();
        assertTerminates();
    }

    @Test
    void aFutureSaysHowFarItIs() throws Exception {
        Sleeper sleeper = new Sleeper();
        Future<String> future = service.submit((Callable<String>) sleeper);
        sleeper.asleep.pass();
        assertEquals(Future.State.RUNNING, future.state());
        assertFalse(future.isDone());
        assertThrows(IllegalStateException.class, future::resultNow);
        assertThrows(TimeoutException.class, () -> future.get(1, NANOSECONDS));
        sleeper.wake();
        assertEquals("woken", got(future));
        assertEquals(Future.State.SUCCESS, future.state());
        assertEquals("woken", future.resultNow());
        assertThrows(IllegalStateException.class, future::exceptionNow);
    }

    @Test
    void whoeverWaitsForAFutureCanBeInterrupted() {
        Sleeper sleeper = new Sleeper();
        Future<?> future = service.submit((Runnable) sleeper);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, future::get);
        sleeper.asleep.pass();
        assertFalse(sleeper.interrupted.isOpen(), "the task is not its waiter");
        sleeper.wake();
    }

    @Test
    void whatIsWrittenBeforeSubmittingAndByTheTaskIsSeen() throws Exception {
        for (int i = 0; i < MANY; i++) {
            int before = i;
            written = i;
            assertEquals(before, got(service.submit(() -> written++)));
            assertEquals(before + 1, written);
        }
    }

    @Test
    void eachTaskRunsOnceThoughMoreAreSubmittedThanCanRun() throws Exception {
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            futures.add(service.submit(() -> number));
        }
        int sum = 0;
        for (Future<Integer> future : futures) {
            sum += got(future);
        }
        assertEquals(MANY * (MANY - 1) / 2, sum);
    }

    @Test
    void aTaskMaySubmitToItsOwnService() throws Exception {
        Future<Future<String>> outer = service.submit(() -> service.submit(() -> "inner"));
        assertEquals("inner", got(got(outer)));
    }

    // ---- cancelling

    @Test
    void cancellingWithInterruptInterruptsATaskThatRuns() throws Exception {
        Sleeper sleeper = new Sleeper();
        Future<String> future = service.submit((Callable<String>) sleeper);
        sleeper.asleep.pass();
        assertTrue(future.cancel(true));
        assertTrue(future.isCancelled());
        assertTrue(future.isDone());
        assertEquals(Future.State.CANCELLED, future.state());
        assertThrows(CancellationException.class, () -> got(future));
        sleeper.interrupted.pass();
        assertFalse(future.cancel(true), "it was cancelled before");
    }

    @Test
    void cancellingWithoutInterruptLetsItRun() throws Exception {
        Sleeper sleeper = new Sleeper();
        Gate ended = new Gate();
        Future<?> future = service.submit(() -> {
            assertEquals("woken", sleeper.call());
            ended.open();
        });
        sleeper.asleep.pass();
        assertTrue(future.cancel(false));
        assertThrows(CancellationException.class, () -> got(future));
        service.shutdown();
        assertFalse(service.awaitTermination(1, MILLISECONDS), "it runs, though nobody hears of its end");
        sleeper.wake();
        ended.pass();
        assertTerminates();
    }

    @Test
    void anInterruptEndsWithItsTask() throws Exception {
        for (int i = 0; i < 50; i++) {
            Gate begun = new Gate();
            Gate ends = new Gate();
            Future<?> interrupted = service.submit(() -> {
                begun.open();
                while (!ends.isOpen()) {
                    Thread.onSpinWait();
                }
            });
            begun.pass();
            interrupted.cancel(true);   // and the task does not look
            ends.open();
            assertFalse(got(service.submit(() -> Thread.currentThread().isInterrupted())), "the next task is interrupted");
        }
    }

    @Test
    void aTaskMayLeaveItsThreadInterrupted() throws Exception {
        for (int i = 0; i < 20; i++) {
            service.execute(() -> Thread.currentThread().interrupt());
            assertFalse(got(service.submit(Thread::interrupted)));
        }
    }

    @Test
    void aTaskMayCancelItself() throws Exception {
        AtomicReference<Future<?>> itself = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Gate known = new Gate();
        Gate ended = new Gate();
        itself.set(service.submit(() -> {
            known.pass();
            itself.get().cancel(true);
            interrupted.set(Thread.currentThread().isInterrupted());
            ended.open();
        }));
        known.open();
        ended.pass();
        assertTrue(itself.get().isCancelled());
        assertEquals(true, interrupted.get());
        assertFalse(got(service.submit(Thread::interrupted)));
    }

    /** A future is a task as any other: it may be executed by the service, and by somebody else first. */
    @Test
    void aFutureOfSomebodyElseMayBeExecuted() throws Exception {
        FutureTask<String> own = new FutureTask<>(() -> "own");
        service.execute(own);
        assertEquals("own", got(own));
        FutureTask<String> done = new FutureTask<>(() -> "done");
        done.run();
        service.execute(done);
        service.shutdown();
        assertTerminates();
        assertEquals("done", done.get());
    }
}
