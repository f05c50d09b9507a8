package io.kedge.runtime.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Services on a workqueue without threads, whose clock the test moves. */
@SuppressWarnings("FutureReturnValueIgnored")   // what a task did is looked at otherwise
class ServiceByHandTest {
    private final HandQueue queue = new HandQueue();
    private final TimedTaskService service = new TimedTaskService(queue);
    private final List<Object> ran = new ArrayList<>();

    private Runnable task(Object name) {
        return () -> ran.add(name);
    }

    /** Runs what is due, lets the time go by, and so on. @return how often the task had run after each step */
    private List<Integer> runsAt(long... steps) throws Exception {
        List<Integer> runs = new ArrayList<>();
        for (long step : steps) {
            queue.pass(step);
            queue.runAll();
            runs.add(ran.size());
        }
        return runs;
    }

    @Test
    void aFixedRateCatchesUpAndDoesNotDrift() throws Exception {
        ScheduledFuture<?> future = service.scheduleAtFixedRate(task("run"), 100, 10, NANOSECONDS);
        assertEquals(List.of(0, 1, 1, 2, 5, 5, 6), runsAt(99, 1, 9, 4, 27, 5, 5));
        assertEquals(10, future.getDelay(NANOSECONDS));
    }

    @Test
    void aFixedDelayCountsFromTheEnd() throws Exception {
        service.scheduleWithFixedDelay(() -> {
            ran.add("run");
            queue.nowNanos += 5;
        }, 100, 10, NANOSECONDS);
        assertEquals(List.of(0, 1, 1, 2, 3), runsAt(99, 1, 9, 1, 100));
    }

    @Test
    void thoseOfTheSameTimeComeInTheOrderOfTheirSubmission() throws Exception {
        for (int i = 0; i < 40; i++) {
            service.schedule(task(i), 100, NANOSECONDS);
        }
        queue.nowNanos += 40;
        service.schedule(task("40 later, in 60"), 60, NANOSECONDS);
        queue.pass(60);
        queue.runAll();
        List<Object> expected = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        expected.add("40 later, in 60");
        assertEquals(expected, ran);
    }

    @Test
    void equalTimesCompareByTheirSubmission() {
        ScheduledFuture<?> first = service.schedule(task(1), 50, NANOSECONDS);
        ScheduledFuture<?> second = service.schedule(task(2), 50, NANOSECONDS);
        assertTrue(first.compareTo(second) < 0);
        assertTrue(second.compareTo(first) > 0);
        assertEquals(50, first.getDelay(NANOSECONDS));
        queue.pass(70);
        assertEquals(-20, first.getDelay(NANOSECONDS));
    }

    @Test
    void whatIsCancelledLeavesTheTimerAndTheWorkqueue() throws Exception {
        ScheduledFuture<?> armed = service.schedule(task(1), 50, NANOSECONDS);
        ScheduledFuture<?> periodic = service.scheduleAtFixedRate(task(2), 50, 50, NANOSECONDS);
        assertEquals(2, queue.armed());
        armed.cancel(false);
        periodic.cancel(false);
        assertEquals(0, queue.armed());
        service.shutdown();
        assertTrue(service.isTerminated());
    }

    @Test
    void aTimeThatComesDuringADrainIsPutOff() throws Exception {
        ScheduledFuture<?> delayed = service.schedule(task("delayed"), 50, NANOSECONDS);
        ScheduledFuture<?> periodic = service.scheduleAtFixedRate(task("periodic"), 50, TimeUnit.DAYS.toNanos(1), NANOSECONDS);
        queue.draining = true;
        ScheduledFuture<?> now = service.schedule(task("now"), 0, NANOSECONDS);
        queue.pass(50);
        queue.pass(TimeUnit.MILLISECONDS.toNanos(10));
        assertFalse(delayed.isDone() || periodic.isDone() || now.isDone());
        assertEquals(0, queue.size());
        assertEquals(3, queue.armed());
        assertThrows(RejectedExecutionException.class, () -> service.execute(task("refused")));
        queue.draining = false;
        queue.pass(TimeUnit.MILLISECONDS.toNanos(10));
        queue.runAll();
        assertEquals(List.of("delayed", "now", "periodic"), ran.stream().sorted().toList());
        assertFalse(periodic.isDone());
    }

    @Test
    void aTimeThatComesWhenTheWorkqueueIsClosedCancels() {
        ScheduledFuture<?> delayed = service.schedule(task(1), 50, NANOSECONDS);
        service.shutdown();
        queue.closing = true;
        queue.pass(50);
        assertTrue(delayed.isCancelled());
        assertTrue(service.isTerminated());
    }

    @Test
    void aPeriodicTaskThatCannotBeQueuedAgainEnds() throws Exception {
        ScheduledFuture<?> refused = service.scheduleAtFixedRate(() -> queue.closing = true, 0, 50, NANOSECONDS);
        queue.runAll();
        assertTrue(refused.isCancelled());
        queue.closing = false;
        ScheduledFuture<?> outOfMemory = service.scheduleAtFixedRate(() -> {
            queue.outOfMemory = true;
            queue.nowNanos += 50;
        }, 0, 50, NANOSECONDS);
        queue.runAll();
        assertInstanceOf(OutOfMemoryError.class, outOfMemory.exceptionNow());
        service.shutdown();
        assertTrue(service.isTerminated());
    }

    /** The task that was refused for want of memory is not counted; those before it are. */
    @Test
    void withoutMemoryASubmissionThrowsAndNothingIsLost() throws Exception {
        Future<?> before = service.submit(task("before"));
        queue.outOfMemory = true;
        assertThrows(OutOfMemoryError.class, () -> service.execute(task("refused")));
        assertThrows(OutOfMemoryError.class, () -> service.submit(task("refused")));
        assertThrows(OutOfMemoryError.class, () -> service.schedule(task("refused"), 0, NANOSECONDS));
        assertThrows(OutOfMemoryError.class, () -> service.invokeAll(List.of(() -> "refused")));
        queue.outOfMemory = false;
        service.shutdown();
        assertFalse(service.isTerminated());
        queue.runAll();
        assertTrue(before.isDone());
        assertEquals(List.of("before"), ran);
        assertTrue(service.isTerminated());
    }

    @Test
    void itsWordsSayHowItIs() {
        assertEquals("executor service of workqueue hand RUNNING, 0 tasks", service.toString());
        service.execute(task(1));
        service.shutdown();
        assertEquals("executor service of workqueue hand SHUTDOWN, 1 tasks", service.toString());
        var refusal = assertThrows(RejectedExecutionException.class, () -> service.execute(task(2)));
        assertEquals("the executor service of workqueue hand is shut down and takes no task: submit before, or make another one",
                refusal.getMessage());
        assertEquals(1, service.shutdownNow().size());
        assertEquals("executor service of workqueue hand TERMINATED, 0 tasks", service.toString());
    }

    @Test
    void whatIsGivenBackIsWhatWasGiven() throws Exception {
        Runnable executed = task("executed");
        service.execute(executed);
        Future<?> submitted = service.submit(task("submitted"));
        ScheduledFuture<?> delayed = service.schedule(task("delayed"), 10, NANOSECONDS);
        List<Runnable> back = service.shutdownNow();
        assertEquals(3, back.size());
        assertSame(executed, back.get(0));
        assertSame(submitted, back.get(1));
        assertSame(delayed, back.get(2));
        queue.pass(100);
        queue.runAll();
        assertEquals(List.of(), ran, "nothing of it runs here any more");
        TimedTaskService other = new TimedTaskService(queue);
        back.subList(0, 2).forEach(other::execute);
        queue.runAll();
        assertEquals(List.of("executed", "submitted"), ran);
    }

    @Test
    void thePlainExecutorRefusesWhatTheWorkqueueDoesNotTake() {
        queue.closing = true;
        TaskExecutor executor = new TaskExecutor(queue);
        assertThrows(RejectedExecutionException.class, () -> executor.execute(task(1)));
        assertEquals("workqueue hand is closed and takes no task from outside: keep it open, or execute before or after",
                assertThrows(RejectedExecutionException.class, () -> service.execute(task(2))).getMessage());
        queue.closing = false;
        queue.draining = true;
        assertEquals("workqueue hand is being drained and takes no task from outside: keep it open, or execute before or after",
                assertThrows(RejectedExecutionException.class, () -> executor.execute(task(3))).getMessage());
        service.shutdown();
        assertTrue(service.isTerminated());
    }

    @Test
    void reportsNameTheTaskAndNotItsFuture() {
        Runnable task = task(1);
        Callable<String> callable = () -> "";
        for (Object submitted : List.of(service.submit(task), service.schedule(task, 0, NANOSECONDS))) {
            assertEquals(task.getClass(), ((TaskFuture<?>) submitted).taskClass());
        }
        for (Object submitted : List.of(service.submit(callable), service.schedule(callable, 0, NANOSECONDS))) {
            assertEquals(callable.getClass(), ((TaskFuture<?>) submitted).taskClass());
        }
    }

    @Test
    void nothingBeginsOnceItIsStoppedThoughRoomBecomesFree() throws Exception {
        service.execute(() -> {
            assertEquals(1, service.shutdownNow().size());
            ran.add("first");
        });
        service.execute(task("second"));
        queue.runAll();
        assertEquals(List.of("first"), ran);
        assertTrue(service.isTerminated());
        assertFalse(Thread.interrupted(), "it interrupted itself, and that ended with it");
    }
}
