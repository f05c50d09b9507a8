package io.kedge.runtime.executor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.kedge.runtime.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Delayed and periodic tasks. */
@ParameterizedClass
@EnumSource(names = {"TIMED_THREADS", "TIMED_THREAD", "TIMED_PERCPU", "TIMED_UNBOUND", "TIMED_ORDERED"})
@SuppressWarnings("FutureReturnValueIgnored")   // what a task did is looked at otherwise
class TimedTasksTest extends ServiceContract {
    private final ScheduledExecutorService timed;

    TimedTasksTest(Host host) {
        super(host);
        this.timed = (ScheduledExecutorService) service;
    }

    @Test
    @SuppressWarnings("NullAway")   // the point
    void refusesNullAndPeriodsThatAreNone() {
        Runnable noRunnable = null;
        Callable<String> noCallable = null;
        Runnable task = () -> { };
        assertThrows(NullPointerException.class, () -> timed.schedule(noRunnable, 1, SECONDS));
        assertThrows(NullPointerException.class, () -> timed.schedule(noCallable, 1, SECONDS));
        assertThrows(NullPointerException.class, () -> timed.schedule(task, 1, null));
        assertThrows(NullPointerException.class, () -> timed.schedule(() -> "", 1, null));
        assertThrows(NullPointerException.class, () -> timed.scheduleAtFixedRate(noRunnable, 1, 1, SECONDS));
        assertThrows(NullPointerException.class, () -> timed.scheduleAtFixedRate(task, 1, 1, null));
        assertThrows(NullPointerException.class, () -> timed.scheduleWithFixedDelay(noRunnable, 1, 1, SECONDS));
        assertThrows(NullPointerException.class, () -> timed.scheduleWithFixedDelay(task, 1, 1, null));
        for (long none : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> timed.scheduleAtFixedRate(task, 1, none, SECONDS));
            assertThrows(IllegalArgumentException.class, () -> timed.scheduleWithFixedDelay(task, 1, none, SECONDS));
        }
        service.shutdown();
        assertTrue(service.isTerminated(), "nothing of that was taken");
    }

    @Test
    void runAfterTheirDelay() throws Exception {
        long before = System.nanoTime();
        assertEquals("value", got(timed.schedule(() -> "value", 20, MILLISECONDS)));
        assertTrue(System.nanoTime() - before >= MILLISECONDS.toNanos(20));
        assertNull(got(timed.schedule(() -> { }, 1, MILLISECONDS)));
    }

    @Test
    void aDelayThatIsNoneIsNone() throws Exception {
        for (long none : new long[] {0, -1, Long.MIN_VALUE}) {
            assertEquals("value", got(timed.schedule(() -> "value", none, DAYS)));
        }
    }

    @Test
    void theEarlierOneComesFirst() throws Exception {
        List<String> order = java.util.Collections.synchronizedList(new ArrayList<>());
        Future<?> later = timed.schedule(() -> order.add("later"), 60, MILLISECONDS);
        Future<?> sooner = timed.schedule(() -> order.add("sooner"), 5, MILLISECONDS);
        got(later);
        got(sooner);
        assertEquals(List.of("sooner", "later"), order);
    }

    @Test
    void endlessDelaysNeitherOverflowNorDisturbOthers() throws Exception {
        ScheduledFuture<?> never = timed.schedule(() -> { }, Long.MAX_VALUE, DAYS);
        ScheduledFuture<?> neverAgain = timed.scheduleWithFixedDelay(() -> { }, Long.MAX_VALUE, Long.MAX_VALUE, NANOSECONDS);
        Gate once = new Gate();
        ScheduledFuture<?> once1 = timed.scheduleWithFixedDelay(once::open, 0, Long.MAX_VALUE, SECONDS);
        Gate rate = new Gate();
        ScheduledFuture<?> once2 = timed.scheduleAtFixedRate(rate::open, 0, Long.MAX_VALUE, NANOSECONDS);
        once.pass();
        rate.pass();
        assertEquals("now", got(timed.schedule(() -> "now", 1, MILLISECONDS)));
        assertFalse(never.isDone() || neverAgain.isDone() || once1.isDone() || once2.isDone());
        assertTrue(never.getDelay(DAYS) > 36_500);
        assertTrue(never.compareTo(timed.schedule(() -> { }, -1, DAYS)) > 0);
    }

    @Test
    void aFutureKnowsItsDelayAndItsOrder() {
        ScheduledFuture<?> hour = timed.schedule(() -> { }, 1, HOURS);
        ScheduledFuture<?> day = timed.schedule(() -> { }, 1, DAYS);
        assertTrue(hour.getDelay(SECONDS) <= 3600 && hour.getDelay(SECONDS) > 3000);
        assertEquals(0, hour.getDelay(DAYS));
        assertTrue(hour.compareTo(day) < 0);
        assertTrue(day.compareTo(hour) > 0);
        ScheduledFuture<?> itself = day;
        assertEquals(0, day.compareTo(itself));
        assertEquals(List.of(hour, day), List.of(day, hour).stream().sorted().toList());
    }

    // ---- periodic

    @Test
    void periodicTasksRunAgainAndAgain() throws Exception {
        Gate rate = new Gate(5);
        Gate delay = new Gate(5);
        ScheduledFuture<?> atRate = timed.scheduleAtFixedRate(rate::open, 1, 1, MILLISECONDS);
        ScheduledFuture<?> withDelay = timed.scheduleWithFixedDelay(delay::open, 1, 1, MILLISECONDS);
        rate.pass();
        delay.pass();
        assertFalse(atRate.isDone());
        assertFalse(withDelay.isDone());
    }

    @Test
    void aPeriodicTaskNeverRunsTwiceAtOnceAndSeesWhatItWrote() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] plain = new int[1];
        Gate times = new Gate(200);
        timed.scheduleAtFixedRate(() -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            plain[0]++;
            times.open();
            Thread.yield();
            inside.decrementAndGet();
        }, 0, 1, NANOSECONDS);
        times.pass();
        service.shutdownNow();
        assertEquals(1, most.get());
        assertTrue(plain[0] >= 200);
    }

    @Test
    void whatAPeriodicTaskThrowsEndsIt() {
        AtomicInteger runs = new AtomicInteger();
        var thrown = new IllegalStateException("on purpose");
        for (boolean rate : new boolean[] {true, false}) {
            runs.set(0);
            Runnable task = () -> {
                if (runs.incrementAndGet() == 3) {
                    throw thrown;
                }
            };
            ScheduledFuture<?> future = rate
                    ? timed.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)
                    : timed.scheduleWithFixedDelay(task, 0, 1, MILLISECONDS);
            assertSame(thrown, assertThrows(ExecutionException.class, () -> got(future)).getCause());
            assertEquals(3, runs.get());
            assertEquals(Future.State.FAILED, future.state());
        }
    }

    @Test
    void cancellingEndsAPeriodicTaskThatWaits() throws Exception {
        Gate ran = new Gate();
        ScheduledFuture<?> future = timed.scheduleAtFixedRate(ran::open, 0, 1, DAYS);
        ran.pass();
        assertTrue(future.cancel(false));
        assertThrows(CancellationException.class, () -> got(future));
        service.shutdown();
        assertTerminates();
    }

    @Test
    void cancellingEndsAPeriodicTaskThatRuns() throws Exception {
        for (boolean interrupts : new boolean[] {true, false}) {
            Sleeper sleeper = new Sleeper();
            AtomicInteger runs = new AtomicInteger();
            ScheduledFuture<?> future = timed.scheduleWithFixedDelay(() -> {
                runs.incrementAndGet();
                sleeper.run();
            }, 0, 1, NANOSECONDS);
            sleeper.asleep.pass();
            assertTrue(future.cancel(interrupts));
            if (interrupts) {
                sleeper.interrupted.pass();
            }
            sleeper.wake();
            got(service.submit(() -> { }));
            assertEquals(1, runs.get());
        }
        service.shutdown();
        assertTerminates();
    }

    @Test
    void aPeriodicTaskMayCancelItself() throws Exception {
        AtomicReference<ScheduledFuture<?>> itself = new AtomicReference<>();
        AtomicInteger runs = new AtomicInteger();
        Gate known = new Gate();
        itself.set(timed.scheduleAtFixedRate(() -> {
            known.pass();
            if (runs.incrementAndGet() == 2) {
                itself.get().cancel(true);
            }
        }, 0, 1, NANOSECONDS));
        known.open();
        assertThrows(CancellationException.class, () -> got(itself.get()));
        service.shutdown();
        assertTerminates();
        assertEquals(2, runs.get());
    }

    // ---- the end

    @Test
    void afterShutdownDelayedTasksRunAndPeriodicOnesDoNot() throws Exception {
        AtomicInteger periods = new AtomicInteger();
        ScheduledFuture<?> periodic = timed.scheduleAtFixedRate(periods::incrementAndGet, 1, 1, DAYS);
        ScheduledFuture<String> delayed = timed.schedule(() -> "ran", 30, MILLISECONDS);
        service.shutdown();
        assertTrue(periodic.isCancelled());
        assertFalse(delayed.isDone());
        assertFalse(service.isTerminated());
        assertTerminates();
        assertEquals("ran", delayed.resultNow());
        assertEquals(0, periods.get());
    }

    @Test
    void aPeriodicTaskThatRunsAtShutdownEndsWithThatRun() throws Exception {
        Sleeper sleeper = new Sleeper();
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future = timed.scheduleAtFixedRate(() -> {
            runs.incrementAndGet();
            sleeper.run();
        }, 0, 1, NANOSECONDS);
        sleeper.asleep.pass();
        service.shutdown();
        assertFalse(service.isTerminated());
        assertFalse(sleeper.interrupted.isOpen());
        sleeper.wake();
        assertTerminates();
        assertTrue(future.isCancelled());
        assertEquals(1, runs.get());
    }

    @Test
    void shutdownNowGivesBackWhatHasNotBegun() throws Exception {
        Set<Future<?>> futures = new HashSet<>();
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            futures.add(timed.schedule(runs::incrementAndGet, 1, DAYS));
            futures.add(timed.scheduleAtFixedRate(runs::incrementAndGet, 1, 1, DAYS));
            futures.add(timed.scheduleWithFixedDelay(runs::incrementAndGet, 1, 1, DAYS));
        }
        List<Runnable> back = service.shutdownNow();
        assertEquals(futures, new HashSet<>(back));
        assertEquals(9, back.size());
        assertTerminates();
        for (Future<?> future : futures) {
            assertFalse(future.isDone());
        }
        back.forEach(Runnable::run);
        for (Future<?> future : futures) {
            assertTrue(future.isCancelled(), "run by somebody else it finds its service stopped");
        }
        assertEquals(0, runs.get());
    }

    @Test
    void shutdownNowInterruptsAPeriodicTaskThatRuns() throws Exception {
        Sleeper sleeper = new Sleeper();
        ScheduledFuture<?> future = timed.scheduleWithFixedDelay(sleeper, 0, 1, NANOSECONDS);
        sleeper.asleep.pass();
        assertEquals(List.of(), service.shutdownNow());
        sleeper.interrupted.pass();
        assertTerminates();
        assertTrue(future.isCancelled());
    }

    @Test
    void takesNothingOnceItIsShutDown() {
        service.shutdown();
        assertThrows(RejectedExecutionException.class, () -> timed.schedule(() -> { }, 1, DAYS));
        assertThrows(RejectedExecutionException.class, () -> timed.schedule(() -> "", -1, DAYS));
        assertThrows(RejectedExecutionException.class, () -> timed.scheduleAtFixedRate(() -> { }, 1, 1, DAYS));
        assertThrows(RejectedExecutionException.class, () -> timed.scheduleWithFixedDelay(() -> { }, 1, 1, DAYS));
    }

    @Test
    void aDelayedTaskThatIsCancelledHoldsNothingUp() throws Exception {
        List<ScheduledFuture<?>> futures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            futures.add(timed.schedule(() -> { }, 1, DAYS));
        }
        futures.forEach(future -> assertTrue(future.cancel(true)));
        service.shutdown();
        assertTerminates();
    }
}
