package io.kedge.runtime.conformance;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.Gate;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Load-aware workqueues on real threads: the engine is told that the first two CPUs of this machine are two pods. */
class LoadAwareEngineTest {
    private final int first = Topology.allowed().cpus().nextSetBit(0);
    private final int second = Math.max(first + 1, Topology.allowed().cpus().nextSetBit(first + 1));
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Gate hogs = new Gate();

    private TunedEngine twoPods() {
        BitSet both = new BitSet();
        both.set(first);
        both.set(second);
        BitSet one = new BitSet();
        one.set(first);
        BitSet other = new BitSet();
        other.set(second);
        return TunedEngine.withoutHogsOn(new Topology(both, List.of(both), List.of(one, other)));
    }

    private static Workqueue loadAware(TunedEngine tuned) {
        return tuned.cmwq().workqueue("aware").unbound().loadAware().attrs(WorkqueueAttrs.standard().withAffinityStrict(true)).create();
    }

    private static WorkqueueStats stats(TunedEngine tuned) {
        return tuned.cmwq().snapshot().workqueues().stream().filter(queue -> queue.name().equals("aware")).findFirst().orElseThrow();
    }

    /** Holds its pod's only slot until it is told to stop. */
    private Work hog() {
        return Cmwq.work(() -> {
            hogs.open();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void anItemBehindAHogRunsInTheOtherPod() {
        try (TunedEngine tuned = twoPods()) {
            Workqueue queue = loadAware(tuned);
            Gate moved = new Gate();
            queue.queueOn(first, hog());
            hogs.pass();
            queue.queueOn(first, Cmwq.work(moved::open));
            moved.pass();
            stop.set(true);
            assertEquals(1, stats(tuned).moved());
        } finally {
            stop.set(true);
        }
    }

    @Test
    void anItemThatNamesNoCpuIsNotPutBehindAHog() {
        try (TunedEngine tuned = twoPods()) {
            Workqueue queue = loadAware(tuned);
            Gate ran = new Gate();
            queue.queueOn(first, hog());
            hogs.pass();
            queue.queue(Cmwq.work(ran::open));
            ran.pass();
            stop.set(true);
            assertEquals(0, stats(tuned).moved());
        } finally {
            stop.set(true);
        }
    }

    @Test
    @Conforms({"R86", "R95"})
    void flushAndDrainWaitForItemsThatAreMovedMeanwhile() throws Exception {
        try (TunedEngine tuned = twoPods()) {
            Workqueue queue = loadAware(tuned);
            AtomicInteger ended = new AtomicInteger();
            for (int round = 1; round <= 20 || stats(tuned).moved() == 0; round++) {
                Gate last = new Gate();
                AtomicBoolean mayEnd = new AtomicBoolean();
                queue.queueOn(first, Cmwq.work(() -> {
                    while (!mayEnd.get()) {
                        Thread.onSpinWait();
                    }
                    ended.incrementAndGet();
                }));
                for (int i = 0; i < 4; i++) {
                    queue.queueOn(first, Cmwq.work(ended::incrementAndGet));
                }
                queue.queueOn(first, Cmwq.work(last::open));
                if (round % 4 == 0) {
                    last.pass();   // which it cannot before it has been moved
                }
                mayEnd.set(true);
                if (round % 2 == 0) {
                    queue.flush();
                } else {
                    queue.drain();
                }
                assertEquals(5 * round, ended.get());
            }
            assertTrue(stats(tuned).moved() > 0);
        }
    }
}
