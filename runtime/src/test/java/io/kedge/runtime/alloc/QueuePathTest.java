package io.kedge.runtime.alloc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Queueing, modifying, cancelling and running items allocates nothing: neither on the caller's thread nor on the engine's. */
@ExtendWith(EngineExtension.class)
class QueuePathTest {
    private static final int ROUNDS = 100_000;
    private static final int WARM_UP_ROUNDS = 30_000;
    /**
     * What an engine's thread may allocate in all rounds together. Measured: 0, now and then 232. Not 0, because the JDK
     * makes a new stack chunk for a worker that yields after a collection has moved the old one out of the young generation.
     */
    private static final long MOST_BYTES = 4 * 1024;

    private final Thread submitter = Thread.currentThread();
    private volatile int ran;      // counted by the item
    private volatile int wanted;   // how often the item shall queue itself
    private int cpu;

    @BeforeEach
    void chooseACpu(Cmwq cmwq) {
        cpu = cmwq.cpus().nextSetBit(0);
    }

    /**
     * Runs the rounds until the JVM has loaded, compiled and filled what it keeps, then measures. Both must manage once with
     * nothing: an allocation on the path comes in every measurement, the JVM's own (some 150 bytes on the submitter in
     * 100,000 rounds) and the report of a hog, when the machine stood still for a while, do not.
     */
    private static void assertAllocatesNothing(IntConsumer rounds, String thread) {
        rounds.accept(WARM_UP_ROUNDS);
        long[] ids = Allocated.threadsNamed(thread);
        long leastByEngine = Long.MAX_VALUE;
        long leastBySubmitter = Long.MAX_VALUE;
        for (int measured = 0; measured < 3 && (leastBySubmitter > 0 || leastByEngine > MOST_BYTES); measured++) {
            long engineBefore = Allocated.by(ids);
            long submitterBefore = Allocated.byCaller();
            rounds.accept(ROUNDS);
            leastBySubmitter = Math.min(leastBySubmitter, Allocated.byCaller() - submitterBefore);
            leastByEngine = Math.min(leastByEngine, Allocated.by(ids) - engineBefore);
        }
        assertEquals(0, leastBySubmitter, "bytes allocated by the submitter in " + ROUNDS + " rounds");
        long bytes = leastByEngine;
        assertTrue(bytes <= MOST_BYTES, () -> thread + " allocated " + bytes + " bytes in " + ROUNDS + " rounds");
    }

    private void awaitRuns(int wanted) {
        while (ran != wanted) {
            LockSupport.park(this);
        }
    }

    @Test
    void queueingAndRunning(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work work = Cmwq.work(this::count);
        assertAllocatesNothing(rounds -> {
            ran = 0;
            for (int round = 1; round <= rounds; round++) {
                queue.queueOn(cpu, work);
                awaitRuns(round);
            }
        }, "kcpu/" + cpu);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count() {
        ran++;   // never overlaps with itself
        LockSupport.unpark(submitter);
    }

    @Test
    void queueingFromTheItemItself(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Work chain = Cmwq.work(work -> {
            if (ran < wanted - 1) {
                queue.queueOn(cpu, work);
            }
            count();
        });
        assertAllocatesNothing(rounds -> {
            ran = 0;
            wanted = rounds;
            queue.queueOn(cpu, chain);
            awaitRuns(rounds);
        }, "kcpu/" + cpu);
    }

    @Test
    void choosingByLoad(Cmwq cmwq) {
        WorkqueueAttrs eachCpuAPod = WorkqueueAttrs.standard().withAffinityScope(AffinityScope.CPU);
        Workqueue queue = cmwq.workqueue("test").unbound().loadAware().attrs(eachCpuAPod).create();
        Work work = Cmwq.work(this::count);
        assertAllocatesNothing(rounds -> {
            ran = 0;
            for (int round = 1; round <= rounds; round++) {
                queue.queue(work);
                awaitRuns(round);
            }
        }, "kcpu/u\\d+");
    }

    @Test
    void modifyingAnArmedItem(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork work = Cmwq.delayedWork(() -> { });
        Duration late = Duration.ofHours(1);
        Duration later = Duration.ofHours(2);
        assertAllocatesNothing(rounds -> {
            for (int round = 0; round < rounds; round++) {
                queue.modDelayed(work, round % 2 == 0 ? late : later);
            }
        }, "work-timer");
        work.cancel();
    }

    @Test
    void armingAndCancelling(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork work = Cmwq.delayedWork(() -> { });
        Duration late = Duration.ofHours(1);
        assertAllocatesNothing(rounds -> {
            for (int round = 0; round < rounds; round++) {
                queue.queueDelayed(work, late);
                work.cancel();
            }
        }, "work-timer");
    }
}
