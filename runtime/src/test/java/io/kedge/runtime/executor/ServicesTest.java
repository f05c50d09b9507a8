package io.kedge.runtime.executor;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Services beside their workqueue and their engine: what ends with what. */
@ExtendWith(EngineExtension.class)
@SuppressWarnings("FutureReturnValueIgnored")   // what a task did is looked at otherwise
class ServicesTest {
    private final Sleeper sleeper = new Sleeper();

    private static WorkqueueStats stats(Cmwq cmwq, Workqueue queue) {
        return cmwq.snapshot().workqueues().stream().filter(stats -> stats.name().equals(queue.name())).findFirst().orElseThrow();
    }

    @Test
    void theEndOfAServiceIsNotThatOfItsWorkqueueOrOfOtherServices(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("shared").ordered().create();
        ExecutorService other = queue.asExecutorService();
        ExecutorService service = queue.asExecutorService();
        other.execute(sleeper);
        sleeper.asleep.pass();
        Future<?> behind = other.submit(() -> { });
        service.execute(() -> { });
        assertEquals(1, service.shutdownNow().size());
        assertTrue(service.isTerminated());
        assertFalse(sleeper.interrupted.isOpen() || behind.isDone());
        sleeper.wake();
        behind.get();
        Gate plain = new Gate();
        assertTrue(queue.queue(Cmwq.work(plain::open)));
        plain.pass();
        other.close();
    }

    @Test
    void aCancelledTaskLeavesItsPlaceOnTheWorkqueue(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("one").ordered().create();
        ScheduledExecutorService service = queue.asScheduledExecutorService();
        service.execute(sleeper);
        sleeper.asleep.pass();
        Future<?> pending = service.submit(() -> { });
        assertEquals(1, stats(cmwq, queue).waiting());
        assertTrue(pending.cancel(false));
        assertEquals(0, stats(cmwq, queue).waiting());
        assertEquals(1, stats(cmwq, queue).cancelled());
        sleeper.wake();
        service.close();
    }

    @Test
    void closingTheWorkqueueRunsWhatWasTakenAndEndsItsServices(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("closing").ordered().create();
        ExecutorService service = queue.asExecutorService();
        ScheduledExecutorService timed = queue.asScheduledExecutorService();
        service.execute(sleeper);
        sleeper.asleep.pass();
        Future<String> pending = service.submit(() -> "ran");
        ScheduledFuture<?> delayed = timed.schedule(() -> { }, 1, DAYS);
        ScheduledFuture<?> periodic = timed.scheduleAtFixedRate(() -> { }, 0, 1, DAYS);
        Thread closer = Thread.ofPlatform().daemon().start(queue::close);
        while (!timed.isShutdown() || !service.isShutdown()) {
            Thread.onSpinWait();
        }
        assertThrows(RejectedExecutionException.class, () -> service.execute(() -> { }));
        assertFalse(sleeper.interrupted.isOpen());
        try (EngineLog log = new EngineLog()) {
            sleeper.wake();
            closer.join();
            assertEquals(List.of(), log.complaints());
        }
        assertEquals("ran", pending.resultNow());
        assertTrue(delayed.isCancelled());
        assertTrue(periodic.isCancelled());
        assertTrue(service.isTerminated());
        assertTrue(timed.isTerminated());
    }

    @Test
    void aServiceOfAClosedWorkqueueIsTerminated(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("closed").percpu().create();
        queue.close();
        ScheduledExecutorService service = queue.asScheduledExecutorService();
        assertTrue(service.isTerminated());
        assertTrue(service.awaitTermination(0, SECONDS));
        var refusal = assertThrows(RejectedExecutionException.class, () -> service.schedule(() -> { }, 1, DAYS));
        assertEquals("workqueue closed is closed and takes no task from outside: keep it open, or execute before or after",
                refusal.getMessage());
        assertThrows(RejectedExecutionException.class, () -> queue.asExecutorService().execute(() -> { }));
    }

    /** Tasks that would go on for ever do not keep an engine from its end. */
    @Test
    void anEngineEndsThoughItsServicesAreOpen() throws Exception {
        Cmwq own = Cmwq.start();
        Workqueue queue = own.workqueue("busy").percpu().create();
        ScheduledExecutorService service = queue.asScheduledExecutorService();
        ScheduledExecutorService shared = own.system("events").asScheduledExecutorService();
        Gate runs = new Gate(50);
        ScheduledFuture<?> periodic = service.scheduleAtFixedRate(runs::open, 0, 1, NANOSECONDS);
        ScheduledFuture<?> delayed = shared.schedule(() -> { }, 1, DAYS);
        AtomicInteger chain = new AtomicInteger();
        Gate links = new Gate(50);
        service.execute(new Runnable() {
            @Override
            public void run() {
                links.open();
                chain.incrementAndGet();
                service.execute(this);
            }
        });
        runs.pass();
        links.pass();
        try (EngineLog quiet = new EngineLog()) {
            own.close();
            assertEquals(1, quiet.complaints("threw").size(), "the chain's last link was refused");
        }
        assertTrue(service.isTerminated());
        assertTrue(shared.isTerminated());
        assertTrue(periodic.isCancelled());
        assertTrue(delayed.isCancelled());
    }

    @Test
    void aDrainRefusesOutsidersAndPutsTimesOff(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("drained").percpu().create();
        ScheduledExecutorService service = queue.asScheduledExecutorService();
        Future<Future<String>> inner = service.submit(() -> {
            sleeper.call();
            return service.submit(() -> "from inside");
        });
        sleeper.asleep.pass();
        Thread drainer = Thread.ofPlatform().daemon().start(() -> {
            try {
                queue.drain();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        ScheduledFuture<String> delayed;
        try (EngineLog log = new EngineLog()) {
            awaitRefusal(service);
            delayed = service.schedule(() -> "put off", 1, NANOSECONDS);
            assertTrue(log.complaints().stream().allMatch(line -> line.contains("drops what others queue")));
        }
        assertFalse(delayed.isDone());
        sleeper.wake();
        assertEquals("from inside", inner.get().get());
        drainer.join();
        assertEquals("put off", delayed.get(EngineExtension.DEADLINE_SECONDS, SECONDS));
        service.close();
    }

    private static void awaitRefusal(ExecutorService service) {
        while (true) {
            try {
                service.execute(() -> { });
            } catch (RejectedExecutionException refusal) {
                assertEquals("workqueue drained is being drained and takes no task from outside: keep it open, or execute before"
                        + " or after", refusal.getMessage());
                return;
            }
        }
    }

    @Test
    void whatAnExecutedTaskThrowsIsReportedAsOfAnyItem(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("throwing").ordered().create();
        ExecutorService service = queue.asExecutorService();
        try (EngineLog log = new EngineLog()) {
            service.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            Future<?> future = service.submit(() -> {
                throw new IllegalStateException("on purpose");
            });
            assertThrows(ExecutionException.class, future::get);
            service.close();
            queue.flush();
            assertEquals(1, log.complaints("a work item of workqueue throwing threw").size());
        }
        assertEquals(1, stats(cmwq, queue).failed());
    }

    @Test
    void tasksRunOnWorkersAndStagesToo(Cmwq cmwq) throws Exception {
        ExecutorService service = cmwq.workqueue("staged").percpu().create().asExecutorService();
        Callable<String> name = () -> Thread.currentThread().getName();
        assertTrue(service.submit(name).get().startsWith("kworker/"));
        String stages = CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), service)
                .thenApplyAsync(first -> first + " " + Thread.currentThread().getName(), service)
                .thenCombineAsync(CompletableFuture.supplyAsync(() -> "", service), (both, nothing) -> both
                        + " " + Thread.currentThread().getName(), service)
                .get(EngineExtension.DEADLINE_SECONDS, SECONDS);
        assertTrue(stages.matches("kworker/\\S+ kworker/\\S+ kworker/\\S+"), stages);
        service.close();
        assertThrows(RejectedExecutionException.class, () -> CompletableFuture.runAsync(() -> { }, service));
    }

    @Test
    void aFailureInAStageIsTheFutures(Cmwq cmwq) throws Exception {
        try (ExecutorService service = cmwq.system("events_unbound").asExecutorService()) {
            CompletableFuture<Object> failing = CompletableFuture.runAsync(() -> { }, service).thenApplyAsync(nothing -> {
                throw new IllegalStateException("on purpose");
            }, service);
            assertThrows(ExecutionException.class, () -> failing.get(EngineExtension.DEADLINE_SECONDS, SECONDS));
            assertEquals("mended", failing.handleAsync((value, thrown) -> "mended", service).get());
        }
    }

    @Test
    void aServiceThatNobodyKnowsIsForgotten(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("forgetful").percpu().create();
        WeakReference<ExecutorService> forgotten = new WeakReference<>(queue.asExecutorService());
        Gate ran = new Gate();
        queue.asScheduledExecutorService().schedule(ran::open, 50, MILLISECONDS);
        long startNanos = System.nanoTime();
        while (forgotten.get() != null && System.nanoTime() - startNanos < SECONDS.toNanos(EngineExtension.DEADLINE_SECONDS)) {
            System.gc();
            LockSupport.parkNanos(MILLISECONDS.toNanos(1));
        }
        assertEquals(null, forgotten.get(), "the workqueue holds it");
        ran.pass();
    }
}
