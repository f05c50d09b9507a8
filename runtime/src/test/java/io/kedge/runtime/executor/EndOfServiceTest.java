package io.kedge.runtime.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How a service ends. */
@ParameterizedClass
@EnumSource(Host.class)
@SuppressWarnings("FutureReturnValueIgnored")   // what a task did is looked at otherwise
class EndOfServiceTest extends ServiceContract {
    private final Sleeper sleeper = new Sleeper();

    EndOfServiceTest(Host host) {
        super(host);
    }

    private Future<String> asleep() {
        Future<String> future = service.submit((Callable<String>) sleeper);
        sleeper.asleep.pass();
        return future;
    }

    @Test
    void withoutTasksItTerminatesAtOnce() throws Exception {
        assertFalse(service.isShutdown());
        assertFalse(service.isTerminated());
        assertFalse(service.awaitTermination(0, SECONDS));
        assertFalse(service.awaitTermination(Long.MIN_VALUE, SECONDS));
        service.shutdown();
        assertTrue(service.isShutdown());
        assertTerminates();
        assertTrue(service.awaitTermination(-1, SECONDS));
        service.shutdown();
        assertEquals(List.of(), service.shutdownNow());
        service.close();
    }

    @Test
    void takesNothingOnceItIsShutDown() throws Exception {
        Future<String> running = asleep();
        service.shutdown();
        assertRefuses();
        sleeper.wake();
        assertEquals("woken", got(running), "what runs goes on");
        assertTerminates();
        assertRefuses();
    }

    private void assertRefuses() {
        Callable<String> task = () -> "never";
        assertThrows(RejectedExecutionException.class, () -> service.execute(() -> { }));
        assertThrows(RejectedExecutionException.class, () -> service.submit(() -> { }));
        assertThrows(RejectedExecutionException.class, () -> service.submit(() -> { }, ""));
        assertThrows(RejectedExecutionException.class, () -> service.submit(task));
        assertThrows(RejectedExecutionException.class, () -> service.invokeAll(List.of(task)));
        assertThrows(RejectedExecutionException.class, () -> service.invokeAny(List.of(task)));
    }

    @Test
    void terminatesWhenItsLastTaskHasEndedAndNotBefore() throws Exception {
        Sleeper stubborn = new Sleeper();
        service.execute(stubborn::runToTheEnd);
        stubborn.asleep.pass();
        assertEquals(List.of(), service.shutdownNow());
        stubborn.interrupted.pass();
        assertTrue(service.isShutdown());
        assertFalse(service.isTerminated());
        assertFalse(service.awaitTermination(1, MILLISECONDS));
        stubborn.wake();
        assertTerminates();
    }

    @Test
    void shutdownNowInterruptsWhatRuns() throws Exception {
        Future<String> future = asleep();
        assertEquals(List.of(), service.shutdownNow());
        assertEquals("interrupted", got(future), "it is not cancelled: it ends as it will");
        assertTerminates();
    }

    @Test
    void shutdownNowComesAfterShutdown() throws Exception {
        Future<String> future = asleep();
        service.shutdown();
        service.shutdownNow();
        assertEquals("interrupted", got(future));
        assertTerminates();
    }

    @Test
    void whatHasBegunAndWhatIsGivenBackIsEverything() throws Exception {
        int all = 40;
        AtomicInteger begun = new AtomicInteger();
        Gate someBegin = new Gate();
        for (int i = 0; i < all; i++) {
            service.execute(() -> {
                begun.incrementAndGet();
                someBegin.open();
                new Sleeper().run();
            });
        }
        someBegin.pass();
        List<Runnable> back = service.shutdownNow();
        assertTerminates();
        assertEquals(all, begun.get() + back.size());
    }

    @Test
    void whatItHasTakenRunsThoughItIsShutDown() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            service.execute(ran::incrementAndGet);
        }
        service.shutdown();
        assertTerminates();
        assertEquals(200, ran.get());
    }

    @Test
    void closingWaits() throws Exception {
        Future<String> future = asleep();
        Thread closer = Thread.ofPlatform().daemon().start(service::close);
        while (!service.isShutdown()) {
            Thread.onSpinWait();
        }
        assertTrue(closer.isAlive());
        sleeper.wake();
        closer.join();
        assertTrue(service.isTerminated());
        assertEquals("woken", got(future));
    }

    @Test
    void closingInterruptedInterruptsTheTasksAndStillWaits() throws Exception {
        Future<String> future = asleep();
        Thread.currentThread().interrupt();
        service.close();
        assertTrue(Thread.interrupted(), "the interrupt of the caller stays");
        assertTrue(service.isTerminated());
        assertEquals("interrupted", got(future));
    }

    @Test
    void whoeverAwaitsItCanBeInterrupted() {
        asleep();
        service.shutdown();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> service.awaitTermination(1, TimeUnit.DAYS));
        sleeper.wake();
    }

    @Test
    void everyWaiterHearsOfTheEnd() throws Exception {
        asleep();
        List<Thread> waiters = new ArrayList<>();
        CountDownLatch heard = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            waiters.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    if (service.awaitTermination(1, TimeUnit.DAYS)) {
                        heard.countDown();
                    }
                } catch (InterruptedException unexpected) {
                    throw new AssertionError(unexpected);
                }
            }));
        }
        service.shutdown();
        sleeper.wake();
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertEquals(0, heard.getCount());
    }

    @Test
    void aTaskMayShutItsServiceDown() throws Exception {
        Future<Boolean> future = service.submit(() -> {
            service.shutdown();
            return service.isShutdown() && !service.isTerminated();
        });
        assertTrue(got(future));
        assertTerminates();
    }

    @Test
    void aTaskMayStopItsServiceAndIsInterruptedItself() throws Exception {
        Future<Boolean> future = service.submit(() -> {
            service.shutdownNow();
            return Thread.currentThread().isInterrupted();
        });
        assertTrue(got(future));
        assertTerminates();
    }

    @Test
    void aTaskCannotSubmitOnceItsServiceIsShutDown() throws Exception {
        Sleeper inner = new Sleeper();
        Future<?> outer = service.submit(() -> {
            inner.call();
            return service.submit(() -> { });
        });
        inner.asleep.pass();
        service.shutdown();
        inner.wake();
        var thrown = assertThrows(ExecutionException.class, () -> got(outer));
        assertInstanceOf(RejectedExecutionException.class, thrown.getCause());
        assertTerminates();
    }

    @Test
    void whatTheLastTaskWroteIsSeenByWhoeverAwaitsTheEnd() throws Exception {
        int[] plain = new int[1];
        service.execute(() -> plain[0] = 42);
        service.shutdown();
        assertTerminates();
        assertEquals(42, plain[0]);
    }
}
