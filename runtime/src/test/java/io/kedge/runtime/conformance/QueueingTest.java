package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.linux.CurrentThread;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.kedge.runtime.EngineExtension.FIRST_CPU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sections A and B of the checklist, with threads. Cast: a workqueue with one slot, and a "plug" item that holds it. */
@ExtendWith(EngineExtension.class)
class QueueingTest {
    private final Gate plugged = new Gate();
    private final Gate unplug = new Gate();
    private final AtomicInteger runs = new AtomicInteger();

    /** {@return a workqueue on which nothing starts before {@code unplug} opens} */
    private Workqueue plugged(Cmwq cmwq, String name) {
        Workqueue queue = cmwq.workqueue(name).percpu().maxActive(1).create();
        queue.queueOn(FIRST_CPU, Cmwq.work(() -> {
            plugged.open();
            unplug.pass();
        }));
        plugged.pass();
        return queue;
    }

    @Test
    @Conforms("R1")
    void anIdleItemIsQueuedAndRunsOnce(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = Cmwq.work(runs::incrementAndGet);
        assertTrue(queue.queue(work));
        queue.flush();
        assertEquals(1, runs.get());
        assertFalse(work.busy());
    }

    @Test
    @Conforms({"R2", "R16"})
    void aPendingItemIsNotQueuedAgainOnAnyWorkqueue(Cmwq cmwq) throws Exception {
        Workqueue second = cmwq.workqueue("second").percpu().create();
        Workqueue first = plugged(cmwq, "first");
        Work work = Cmwq.work(runs::incrementAndGet);
        assertTrue(first.queueOn(FIRST_CPU, work));
        assertFalse(first.queueOn(FIRST_CPU, work));
        assertFalse(second.queueOn(FIRST_CPU, work));
        assertTrue(work.pending());
        unplug.open();
        first.flush();
        assertEquals(1, runs.get());
    }

    @Test
    @Conforms("R3")
    void ofManyThreadsThatQueueAnItemOneIsTold(Cmwq cmwq) throws Exception {
        Workqueue queue = plugged(cmwq, "test");
        Work work = Cmwq.work(runs::incrementAndGet);
        AtomicInteger accepted = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        Gate start = new Gate();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                start.pass();
                if (queue.queueOn(FIRST_CPU, work)) {
                    accepted.incrementAndGet();
                }
            }));
        }
        start.open();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, accepted.get());
        unplug.open();
        queue.flush();
        assertEquals(1, runs.get());
    }

    @Test
    @Conforms("R4")
    void anItemCanQueueItself(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        List<Boolean> accepted = Collections.synchronizedList(new ArrayList<>());
        Work work = Cmwq.work(self -> {
            if (runs.incrementAndGet() < 3) {
                accepted.add(queue.queue(self));
            }
        });
        queue.queue(work);
        queue.drain();
        assertEquals(3, runs.get());
        assertEquals(List.of(true, true), accepted);
    }

    @Test
    @Conforms({"R5", "R19"})
    void anItemQueuedWhileItRunsRunsOnceMoreAfterwardsOnTheSameWorker(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").unbound().create();
        Gate entered = new Gate();
        Gate leave = new Gate();
        List<String> workers = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Work work = Cmwq.work(self -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            workers.add(Thread.currentThread().getName());
            entered.open();
            leave.pass();
            inside.decrementAndGet();
        });
        queue.queue(work);
        entered.pass();
        assertTrue(queue.queue(work));
        Gate after = new Gate();
        queue.queue(Cmwq.work(after::open));   // taken after the second instance: by then that one waits for its worker
        after.pass();
        leave.open();
        queue.flush();
        assertEquals(2, workers.size());
        assertEquals(workers.get(0), workers.get(1));
        assertEquals(1, most.get(), "an item never overlaps with itself");
    }

    @Test
    @Conforms({"R6", "R112"})
    void aDisabledItemIsRefusedUntilItIsEnabledAsOften(Cmwq cmwq) throws Exception {
        Workqueue queue = plugged(cmwq, "test");
        Work work = Cmwq.work(runs::incrementAndGet);
        queue.queueOn(FIRST_CPU, work);
        assertTrue(work.disable(), "it was pending");
        assertFalse(work.disable());
        assertFalse(queue.queueOn(FIRST_CPU, work));
        assertFalse(work.enable());
        assertFalse(queue.queueOn(FIRST_CPU, work));
        assertTrue(work.enable());
        unplug.open();
        queue.flush();
        assertEquals(0, runs.get(), "requests refused while disabled are gone");
        assertTrue(queue.queueOn(FIRST_CPU, work));
        queue.flush();
        assertEquals(1, runs.get());
    }

    @Test
    @Conforms("R12")
    void anItemRunsOnTheCpuItWasQueuedOn(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        for (int cpu : cmwq.cpus().stream().toArray()) {
            AtomicReference<@Nullable String> worker = new AtomicReference<>();
            AtomicInteger seenCpu = new AtomicInteger(-1);
            queue.queueOn(cpu, Cmwq.work(() -> {
                worker.set(Thread.currentThread().getName());
                seenCpu.set(CurrentThread.cpu());
            }));
            queue.flush();
            assertTrue(String.valueOf(worker.get()).startsWith("kworker/" + cpu + ":"), "ran on " + worker.get());
            assertEquals(cpu, seenCpu.get());
        }
    }

    @Test
    @Conforms("R15")
    void aHundredWorkqueuesCostNoThread(Cmwq cmwq) {
        for (int i = 0; i < 100; i++) {
            assertEquals("idle-" + i, cmwq.workqueue("idle-" + i).percpu().create().name());
        }
        assertTrue(cmwq.snapshot().pools().stream().allMatch(pool -> pool.carriers() == 0 && pool.workers() == 0));
    }

    @Test
    @Conforms("R18")
    void aRunningItemQueuedFromAnotherCpuRunsNextWhereItRuns(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        int[] cpus = cmwq.cpus().stream().toArray();
        Gate entered = new Gate();
        Gate leave = new Gate();
        List<String> workers = Collections.synchronizedList(new ArrayList<>());
        Work work = Cmwq.work(self -> {
            workers.add(Thread.currentThread().getName());
            entered.open();
            leave.pass();
        });
        queue.queueOn(cpus[0], work);
        entered.pass();
        queue.queueOn(cpus[cpus.length - 1], work);
        leave.open();
        queue.flush();
        assertEquals(2, workers.size());
        assertTrue(workers.get(1).startsWith("kworker/" + cpus[0] + ":"), workers::toString);
    }

    @Test
    @Conforms("R65")
    void theCurrentItemIsKnownInsideAndNowhereElse(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        AtomicReference<@Nullable Work> seen = new AtomicReference<>();
        Work work = Cmwq.work(() -> seen.set(Cmwq.currentWork()));
        queue.queue(work);
        queue.flush();
        assertSame(work, seen.get());
        assertNull(Cmwq.currentWork());
    }
}
