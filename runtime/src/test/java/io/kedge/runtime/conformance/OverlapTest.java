package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Section B of the checklist: what never overlaps, and what may. */
@ExtendWith(EngineExtension.class)
class OverlapTest {
    private static final int CALLERS = 4;
    private static final int TIMES = 5_000;

    /** An item that counts how many runs of it are inside at once. Some of its runs sleep. */
    private static final class Counted {
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger overlaps = new AtomicInteger();
        final AtomicInteger runs = new AtomicInteger();
        final Work work = Cmwq.work(() -> {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            if (runs.incrementAndGet() % 8 == 0) {
                LockSupport.parkNanos(20_000);
            }
            inside.decrementAndGet();
        });
    }

    private static void assertNeverOverlaps(Cmwq cmwq, Workqueue queue) throws Exception {
        List<Counted> items = List.of(new Counted(), new Counted(), new Counted());
        int[] cpus = cmwq.cpus().stream().toArray();
        AtomicInteger accepted = new AtomicInteger();
        List<FutureTask<Boolean>> callers = new ArrayList<>();
        for (int seed = 0; seed < CALLERS; seed++) {
            Random random = new Random(seed);
            FutureTask<Boolean> caller = new FutureTask<>(() -> {
                for (int i = 0; i < TIMES; i++) {
                    Work work = items.get(random.nextInt(items.size())).work;
                    boolean queued = random.nextInt(3) == 0 ? queue.queue(work)
                            : queue.queueOn(cpus[random.nextInt(cpus.length)], work);
                    accepted.addAndGet(queued ? 1 : 0);
                }
            }, true);
            (seed % 2 == 0 ? Thread.ofPlatform().daemon() : Thread.ofVirtual()).start(caller);
            callers.add(caller);
        }
        for (FutureTask<Boolean> caller : callers) {
            assertTrue(caller.get(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
        queue.flush();
        assertEquals(0, items.stream().mapToInt(item -> item.overlaps.get()).sum());
        assertEquals(accepted.get(), items.stream().mapToInt(item -> item.runs.get()).sum());
    }

    @Test
    @Conforms("R17")
    void noItemOfABoundWorkqueueOverlapsWithItselfWhoeverQueuesIt(Cmwq cmwq) throws Exception {
        assertNeverOverlaps(cmwq, cmwq.workqueue("bound").percpu().create());
    }

    @Test
    @Conforms("R17")
    void noItemOfAnUnboundWorkqueueOverlapsWithItselfWhoeverQueuesIt(Cmwq cmwq) throws Exception {
        assertNeverOverlaps(cmwq, cmwq.workqueue("unbound").unbound().create());
    }

    @Test
    @Conforms("R20")
    void twoItemsWithOneFunctionMayOverlap(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate both = new Gate(2);
        WorkFunction meet = work -> {
            both.open();
            both.pass();
        };
        queue.queue(Cmwq.work(meet));
        queue.queue(Cmwq.work(meet));
        queue.flush();
        assertTrue(both.isOpen());
    }

    /** w0 runs on CPU 0 when it is queued for CPU 1, where nothing runs; w1 shows that CPU 1 would have taken it. */
    @Test
    @Conforms("R18")
    void aRunningItemQueuedForAnotherCpuRunsNextWhereItRuns() throws InterruptedException {
        SimulatedCpu two = new SimulatedCpu(2);
        Workqueue queue = two.workqueue("q0").percpu().create();
        List<String> workers = new ArrayList<>();
        Work work = two.item("w0", call(() -> workers.add(two.workersName())), compute(3), sleep(2));
        two.at(0, () -> queue.queueOn(0, work));
        two.at(1, () -> {
            queue.queueOn(1, work);
            queue.queueOn(1, two.item("w1", compute(1)));
        });
        two.at(20, () -> queue.queueOn(1, work));
        two.timeline();
        assertEquals(3, workers.size());
        assertTrue(workers.get(1).startsWith("kworker/0:"), workers::toString);
        assertTrue(workers.get(2).startsWith("kworker/1:"), "when it has ended it is free: " + workers);
    }

    /** The second run is taken from the worklist at 5 ms, by another worker, and waits for the first one's; w2 waits too. */
    @Test
    @Conforms({"R19", "R5"})
    void aSecondRunTakenDuringTheFirstIsDoneByTheSameWorkerRightAfter() throws InterruptedException {
        SimulatedCpu cpu = new SimulatedCpu();
        Workqueue queue = cpu.workqueue("q0").percpu().create();
        List<String> workers = new ArrayList<>();
        Work work = cpu.item("w0", call(() -> workers.add(cpu.workersName())), sleep(3), compute(3));
        cpu.at(0, () -> queue.queue(work));
        cpu.at(1, () -> assertTrue(queue.queue(work)));
        cpu.at(2, () -> cpu.queue(queue, "w1", compute(2)));
        cpu.at(5, () -> cpu.queue(queue, "w2", compute(1)));
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 2 ms  w1 starts
                 4 ms  w1 ends, w0 wakes
                 7 ms  w0 ends, w0 starts, w0 sleeps, w2 starts
                 8 ms  w2 ends
                10 ms  w0 wakes
                13 ms  w0 ends
                """, cpu.timeline());
        assertEquals(workers.get(0), workers.get(1));
    }

    /** To another workqueue of another pool, the item is a different matter: both runs are inside at once, and all is well. */
    @Test
    @Conforms("R21")
    void anItemQueuedToAWorkqueueOfAnotherPoolMayOverlapWithItself(Cmwq cmwq) throws Exception {
        Workqueue normal = cmwq.workqueue("normal").percpu().create();
        Workqueue unbound = cmwq.workqueue("unbound").unbound().create();
        Gate both = new Gate(2);
        Gate entered = new Gate();
        Work work = Cmwq.work(() -> {
            entered.open();
            both.open();
            both.pass();
        });
        assertTrue(normal.queue(work));
        entered.pass();
        assertTrue(unbound.queue(work));
        unbound.flush();
        normal.flush();
        assertTrue(work.cancelSync() || !work.busy());
    }
}
