package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.pool.Hotplug;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** CPU 0 of three goes offline and comes back: what is queued there runs, without concurrency management meanwhile. */
@Timeout(60)
class CpuOfflineTest {
    private final SimulatedCpu cpu = new SimulatedCpu(3);
    private final Workqueue q0 = cpu.workqueue("q0").percpu().create();
    private final List<Integer> running = new ArrayList<>();

    private PoolStats pool() {
        return cpu.snapshot().pools().getFirst();
    }

    private void countRunningAt(int... millis) {
        for (int at : millis) {
            cpu.at(at, () -> running.add(pool().running()));
        }
    }

    /** From 1 ms on there are two slots, for two CPUs. */
    @Test
    @Conforms("R144")
    void whileItIsOfflineItemsStartBesideEachOtherAndNobodyIsCounted() throws InterruptedException {
        cpu.queue(q0, "w0", compute(4));
        cpu.queue(q0, "w1", compute(4));
        cpu.queue(q0, "w2", compute(1));
        cpu.at(1, () -> {
            running.add(pool().running());
            cpu.hotplug().offline(0);
        });
        cpu.at(2, () -> cpu.queue(q0, "w3"));
        countRunningAt(2, 5);
        assertEquals("""
                 0 ms  w0 starts
                 1 ms  w1 starts
                 4 ms  w0 ends, w2 starts
                 8 ms  w1 ends, w3 starts, w3 ends
                 9 ms  w2 ends
                """, cpu.timeline());
        assertEquals(List.of(1, 0, 0), running);
    }

    @Test
    @Conforms("R144")
    void whenItIsBackItemsWaitForEachOtherAgain() throws InterruptedException {
        cpu.at(0, () -> cpu.hotplug().offline(0));
        cpu.at(1, () -> {
            cpu.queue(q0, "w0", compute(2));
            cpu.queue(q0, "w1", compute(2));
        });
        cpu.at(10, () -> cpu.hotplug().online(0));
        cpu.at(11, () -> {
            cpu.queue(q0, "w2", compute(2));
            cpu.queue(q0, "w3", compute(2));
        });
        countRunningAt(2, 12);
        assertEquals("""
                 1 ms  w0 starts, w1 starts
                 3 ms  w0 ends
                 5 ms  w1 ends
                11 ms  w2 starts
                13 ms  w2 ends, w3 starts
                15 ms  w3 ends
                """, cpu.timeline());
        assertEquals(List.of(0, 1), running);
    }

    /** At 3 ms w0 sleeps and w1 computes: both go on uncounted. w2 begins a round after that, and w3 waits for it. */
    @Test
    @Conforms("R144")
    void aWorkerCountsFromTheRoundOnThatFollowsTheReturn() throws InterruptedException {
        cpu.at(0, () -> cpu.hotplug().offline(0));
        cpu.at(1, () -> {
            cpu.queue(q0, "w0", compute(1), sleep(5), compute(2));
            cpu.queue(q0, "w1", compute(8));
        });
        cpu.at(3, () -> cpu.hotplug().online(0));
        cpu.at(4, () -> {
            cpu.queue(q0, "w2", compute(2));
            cpu.queue(q0, "w3", compute(1));
        });
        countRunningAt(2, 3, 5, 8);
        assertEquals("""
                 1 ms  w0 starts, w1 starts
                 2 ms  w0 sleeps
                 4 ms  w2 starts
                 7 ms  w0 wakes
                10 ms  w1 ends
                12 ms  w2 ends, w3 starts
                14 ms  w0 ends
                15 ms  w3 ends
                """, cpu.timeline());
        assertEquals(List.of(0, 0, 1, 1), running);
    }

    @Test
    void theLastCpuCannotGoAndAnUnknownOneIsNamed() {
        Hotplug hotplug = cpu.hotplug();
        assertTrue(hotplug.offline(0));
        assertFalse(hotplug.offline(0), "it is gone already");
        assertTrue(hotplug.offline(2));
        assertEquals("CPU 1 is the last one that is online: bring another one back first",
                assertThrows(IllegalStateException.class, () -> hotplug.offline(1)).getMessage());
        assertEquals("the engine has no pools for CPU 7; it has for {0, 1, 2}",
                assertThrows(IllegalArgumentException.class, () -> hotplug.online(7)).getMessage());
        assertTrue(hotplug.online(0));
        assertFalse(hotplug.online(0), "it is there already");
        BitSet online = new BitSet();
        online.set(0, 2);
        assertEquals(online, hotplug.online());
    }

    /** On the machine's threads, under load, in the books only: nothing is lost, and all is at rest in the end. */
    @Test
    @Conforms("R144")
    void underLoadEverythingRunsOnce() throws InterruptedException {
        try (TunedEngine engine = onTwoCpus()) {
            Cmwq cmwq = engine.cmwq();
            Workqueue queue = cmwq.workqueue("load").percpu().create();
            AtomicInteger ran = new AtomicInteger();
            int queued = 0;
            for (int round = 0; round < 200; round++) {
                for (int item = 0; item < 10; item++) {
                    queue.queueOn(cmwq.cpus().nextSetBit(0), Cmwq.work(work -> {
                        Thread.sleep(0, 200_000);
                        ran.incrementAndGet();
                    }));
                    queued++;
                }
                int first = cmwq.cpus().nextSetBit(0);
                boolean changed = round % 2 == 0 ? engine.hotplug().offline(first) : engine.hotplug().online(first);
                assertTrue(changed);
            }
            queue.flush();
            assertEquals(queued, ran.get());
            Await.until(() -> cmwq.snapshot().pools().stream().allMatch(pool -> pool.running() == 0), cmwq::snapshot);
        }
    }

    /** Where there is only one, the carriers of the second cannot be bound, and run on it. */
    private static TunedEngine onTwoCpus() {
        BitSet cpus = Topology.allowed().cpus();
        if (cpus.cardinality() > 1) {
            return TunedEngine.withIdleMillis(20);
        }
        cpus.set(cpus.nextSetBit(0) + 1);
        return TunedEngine.onPlayed(new Topology(cpus));
    }
}
