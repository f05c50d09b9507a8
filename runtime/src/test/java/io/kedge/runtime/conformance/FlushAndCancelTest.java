package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.kedge.runtime.EngineExtension.FIRST_CPU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sections H, I and J of the checklist. Items wait at gates, which lets others start; limits of one keep them from it. */
@ExtendWith(EngineExtension.class)
class FlushAndCancelTest {
    private final Gate entered = new Gate();
    private final Gate leave = new Gate();
    private final AtomicInteger runs = new AtomicInteger();

    private Work waiting() {
        return Cmwq.work(() -> {
            entered.open();
            leave.pass();
            runs.incrementAndGet();
        });
    }

    private static <T> FutureTask<T> inThread(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static <T> T result(FutureTask<T> task) throws Exception {
        return task.get(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    @Conforms("R79")
    void flushOfAnIdleItemReturnsFalse(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = Cmwq.work(runs::incrementAndGet);
        assertFalse(work.flush());
        queue.queue(work);
        queue.flush();
        assertFalse(work.flush());
    }

    @Test
    @Conforms({"R80", "R82"})
    void flushWaitsForTheInstanceThatRunsAndNotForLaterOnes(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = waiting();
        queue.queue(work);
        entered.pass();
        FutureTask<Boolean> flushed = new FutureTask<>(work::flush);
        Thread thread = Thread.ofPlatform().daemon().start(flushed);
        awaitParked(thread);
        queue.queue(work);
        leave.open();
        assertTrue(result(flushed));
        assertTrue(runs.get() >= 1);
        queue.flush();
        assertEquals(2, runs.get());
    }

    @Test
    @Conforms({"R83", "R85", "R69"})
    void cancellingAnInactiveItemReleasesWhoFlushesIt(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().maxActive(1).create();
        queue.queueOn(FIRST_CPU, waiting());
        entered.pass();
        Work behind = Cmwq.work(runs::incrementAndGet);
        queue.queueOn(FIRST_CPU, behind);
        FutureTask<Boolean> flushed = new FutureTask<>(behind::flush);
        Thread thread = Thread.ofPlatform().daemon().start(flushed);
        awaitParked(thread);
        assertTrue(behind.cancel());
        assertTrue(result(flushed));
        assertFalse(behind.pending());
        leave.open();
        queue.flush();
        assertEquals(1, runs.get(), "the cancelled instance never runs");
    }

    @Test
    @Conforms({"R84", "R81"})
    void manyFlushersOfOneItemAllReturn(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = waiting();
        queue.queue(work);
        entered.pass();
        queue.queue(work);
        List<FutureTask<Boolean>> flushers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            flushers.add(inThread(work::flush));
        }
        leave.open();
        for (FutureTask<Boolean> flusher : flushers) {
            result(flusher);
        }
        queue.flush();
        assertEquals(2, runs.get());
    }

    @Test
    @Conforms({"R86", "R88"})
    void flushOfAWorkqueueWaitsForActiveAndInactiveItemsOnAllCpus(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().maxActive(1).create();
        queue.flush();
        for (int cpu : cmwq.cpus().stream().toArray()) {
            for (int i = 0; i < 50; i++) {
                queue.queueOn(cpu, Cmwq.work(runs::incrementAndGet));
            }
        }
        queue.flush();
        assertEquals(50 * cmwq.cpus().cardinality(), runs.get());
    }

    @Test
    @Conforms("R87")
    void flushEndsUnderAStreamOfNewItems(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate stop = new Gate();
        Work again = Cmwq.work(self -> {
            runs.incrementAndGet();
            if (!stop.isOpen()) {
                queue.queue(self);
            }
        });
        queue.queue(again);
        for (int i = 0; i < 20; i++) {
            queue.flush();
        }
        stop.open();
        queue.drain();
        assertTrue(runs.get() >= 20, () -> "each flush waits for the instance before it: " + runs);
    }

    @Test
    @Conforms({"R89", "R90"})
    void fortyFlushesAtOnceShareColoursAndAllReturn(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        AtomicInteger ended = new AtomicInteger();
        List<Gate> gates = new ArrayList<>();
        List<FutureTask<Boolean>> flushers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Gate gate = new Gate();
            gates.add(gate);
            int before = i + 1;
            queue.queueOn(FIRST_CPU, Cmwq.work(() -> {
                gate.pass();
                ended.incrementAndGet();
            }));
            FutureTask<Boolean> flusher = new FutureTask<>(() -> {
                queue.flush();
                return ended.get() >= before;
            });
            Thread thread = Thread.ofPlatform().daemon().start(flusher);
            awaitParked(thread);
            flushers.add(flusher);
        }
        for (int i = 0; i < gates.size(); i++) {
            gates.get(i).open();
            if (i < 14) {
                assertTrue(result(flushers.get(i)), "a flush ends after the items before it, and before later ones");
            }
        }
        for (FutureTask<Boolean> flusher : flushers) {
            assertTrue(result(flusher), "a flush ends only after the items that were queued before it");
        }
    }

    @Test
    @Conforms({"R91", "R118"})
    void waitingForOneselfIsRefused(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        List<String> refusals = new ArrayList<>();
        Work work = Cmwq.work(self -> {
            refusals.add(String.valueOf(assertThrows(IllegalStateException.class, self::flush).getMessage()));
            refusals.add(String.valueOf(assertThrows(IllegalStateException.class, self::cancelSync).getMessage()));
            refusals.add(String.valueOf(assertThrows(IllegalStateException.class, queue::flush).getMessage()));
            refusals.add(String.valueOf(assertThrows(IllegalStateException.class, queue::drain).getMessage()));
            assertFalse(self.cancel());
        });
        queue.queue(work);
        queue.flush();
        assertEquals(4, refusals.size());
        assertTrue(refusals.get(0).startsWith("flush() called by the item's own function would wait for itself for ever"));
        assertTrue(refusals.get(3).startsWith("drain() of workqueue test called by one of its own items"));
    }

    @Test
    @Conforms({"R95", "R96", "R98"})
    void drainRunsChainedItemsAndRefusesOthers(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Workqueue other = cmwq.workqueue("other").percpu().create();
        Work chained = Cmwq.work(runs::incrementAndGet);
        queue.queueOn(FIRST_CPU, Cmwq.work(() -> {
            entered.open();
            leave.pass();
            queue.queue(chained);
        }));
        entered.pass();
        FutureTask<Boolean> drained = new FutureTask<>(() -> {
            queue.drain();
            return true;
        });
        Thread thread = Thread.ofPlatform().daemon().start(drained);
        awaitParked(thread);
        Work outside = Cmwq.work(runs::incrementAndGet);
        assertFalse(queue.queue(outside), "the kernel returns true for what it drops (R97)");
        assertFalse(outside.pending());
        leave.open();
        assertTrue(result(drained));
        assertEquals(1, runs.get());
        assertTrue(other.queue(outside), "what was dropped can be queued elsewhere");
        other.flush();
        assertTrue(queue.queue(outside), "after the drain it takes items again");
        queue.flush();
        assertEquals(3, runs.get());
    }

    @Test
    @Conforms("R102")
    void closeRunsWhatIsPendingAndRefusesFromThenOn(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        for (int i = 0; i < 100; i++) {
            queue.queue(Cmwq.work(runs::incrementAndGet));
        }
        queue.close();
        queue.close();
        assertEquals(100, runs.get());
        var refusal = assertThrows(IllegalStateException.class, () -> queue.queue(Cmwq.work(() -> { })));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("workqueue test is closed"));
    }

    @Test
    @Conforms({"R105", "R106"})
    void cancelTakesBackWhatIsPendingAndLeavesWhatRuns(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = waiting();
        queue.queue(work);
        entered.pass();
        assertFalse(work.cancel(), "it runs and is not pending");
        queue.queue(work);
        assertTrue(work.cancel(), "it runs and is pending");
        leave.open();
        queue.flush();
        assertEquals(1, runs.get());
        assertFalse(work.cancel());
    }

    @Test
    @Conforms({"R107", "R108", "R110"})
    void cancelSyncStopsAnItemThatQueuesItself(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = Cmwq.work(self -> {
            runs.incrementAndGet();
            entered.open();
            queue.queue(self);
        });
        queue.queue(work);
        entered.pass();
        work.cancelSync();
        int then = runs.get();
        assertFalse(work.busy());
        queue.flush();
        assertEquals(then, runs.get());
    }

    @Test
    @Conforms({"R109", "R111"})
    void concurrentCancelSyncsAllReturnAndLeaveTheItemEnabled(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = waiting();
        queue.queue(work);
        entered.pass();
        List<FutureTask<Boolean>> cancels = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<Boolean> cancel = new FutureTask<>(work::cancelSync);
            Thread thread = Thread.ofPlatform().daemon().start(cancel);
            awaitParked(thread);
            cancels.add(cancel);
        }
        assertFalse(queue.queue(work), "a request during cancelSync is lost");
        leave.open();
        for (FutureTask<Boolean> cancel : cancels) {
            assertFalse(result(cancel), "it was not pending");
        }
        assertTrue(queue.queue(work));
        queue.flush();
        assertEquals(2, runs.get());
    }

    @Test
    @Conforms({"R114", "R115"})
    void enableWithoutDisableWarnsAndLeavesTheItemAsItIs(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().maxActive(1).create();
        queue.queueOn(FIRST_CPU, waiting());
        entered.pass();
        Work work = Cmwq.work(runs::incrementAndGet);
        queue.queueOn(FIRST_CPU, work);
        try (EngineLog log = new EngineLog()) {
            assertTrue(work.enable());
            assertTrue(log.complaints().getFirst().startsWith("enable() of a work item that is not disabled does nothing"));
        }
        assertTrue(work.pending(), "the kernel throws it off its queue, here it stays");
        leave.open();
        queue.flush();
        assertEquals(2, runs.get());
    }

    @Test
    @Conforms({"R111", "R114"})
    void theDepthSaturatesAt65535WithAWarningAndCancelSyncLeavesItSo() throws Exception {
        Work work = Cmwq.work(() -> { });
        try (EngineLog log = new EngineLog()) {
            for (int i = 0; i < 65_535; i++) {
                work.disable();
            }
            assertEquals(List.of(), log.complaints());
            work.disable();
            assertTrue(log.complaints().getFirst().startsWith("a work item is disabled 65535 times already"));
            assertFalse(work.cancelSync());
        }
        for (int i = 1; i < 65_535; i++) {
            assertFalse(work.enable());
        }
        assertTrue(work.enable());
    }

    @Test
    @Conforms("R117")
    void cancelSyncOfAnItemDisabledByOthersLeavesItDisabled(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = Cmwq.work(runs::incrementAndGet);
        work.disable();
        assertFalse(work.cancelSync());
        assertFalse(queue.queue(work));
        assertTrue(work.enable());
    }
}
