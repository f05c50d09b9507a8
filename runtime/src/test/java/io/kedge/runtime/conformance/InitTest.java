package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Giving an item another function. */
@ExtendWith(EngineExtension.class)
class InitTest {

    @Test
    @Conforms({"R21", "R22"})
    void aReinitialisedItemDoesNotWaitForItsOldRun(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        int cpu = cmwq.cpus().nextSetBit(0);
        Gate oldRuns = new Gate();
        Gate oldMayEnd = new Gate();
        Gate newRan = new Gate();
        Work work = Cmwq.work(() -> {
            oldRuns.open();
            oldMayEnd.pass();
        });
        queue.queueOn(cpu, work);
        oldRuns.pass();
        work.init(self -> newRan.open());
        assertFalse(work.busy(), "the old run is not known any more");
        assertFalse(work.flush(), "so that nothing waits for it");
        assertTrue(queue.queueOn(cpu, work));
        newRan.pass();               // while the old one runs, in the same pool
        oldMayEnd.open();
        queue.flush();
    }

    @Test
    @Conforms("R21")
    void reinitialisingForgetsTheDisableDepth(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        AtomicInteger runs = new AtomicInteger();
        Work work = Cmwq.work(() -> { });
        work.disable();
        work.disable();
        work.init(self -> runs.incrementAndGet());
        assertTrue(queue.queue(work));
        work.flush();
        assertEquals(1, runs.get());
    }

    @Test
    void reinitialisingAPendingItemIsRefusedAndItStaysPending(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        AtomicInteger runs = new AtomicInteger();
        DelayedWork work = Cmwq.delayedWork(runs::incrementAndGet);
        queue.queueDelayed(work, Duration.ofDays(1));
        var refusal = assertThrows(IllegalStateException.class, () -> work.init(self -> { }));
        assertEquals("init() of a pending item would lose it: call cancelSync() before", refusal.getMessage());
        assertTrue(work.pending());
        assertTrue(work.flush());
        assertEquals(1, runs.get(), "with its old function");
    }

    @Test
    @Conforms("R22")
    void anItemMayReinitialiseItselfAndWaitForItsNewRun(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        AtomicInteger newRuns = new AtomicInteger();
        Gate ended = new Gate();
        queue.queue(Cmwq.work(self -> {
            self.init(again -> newRuns.incrementAndGet());
            assertTrue(queue.queue(self));
            assertTrue(self.flush());
            ended.open();
        }));
        ended.pass();
        assertEquals(1, newRuns.get());
    }
}
