package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a caller wrote before queueing is what the function reads: plain fields, many hand-overs. The races that this can
 * only meet by luck are enumerated by WorkWordStress.PendingRunSeesIt.
 */
@ExtendWith(EngineExtension.class)
class VisibilityTest {
    private static final int TIMES = 20_000;
    private static final int CALLERS = 3;

    /** One caller's cell, and what the latest run read there. Neither is volatile. */
    private static final class Cell {
        long written;
        long read;
    }

    @Test
    @Conforms("R7")
    void whatWasWrittenBeforeAnAcceptedQueueingIsReadByTheFunction(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        int[] cpus = cmwq.cpus().stream().toArray();
        Cell cell = new Cell();
        Work work = Cmwq.work(() -> cell.read = cell.written);
        for (int i = 1; i <= TIMES; i++) {
            cell.written = i;
            assertTrue(queue.queueOn(cpus[i % cpus.length], work));
            work.flush();
            assertEquals(i, cell.read);
        }
    }

    /** Most calls are refused, for the item is pending: the run that follows must read what was written before them too. */
    @Test
    @Conforms("R8")
    void whatWasWrittenBeforeARefusedQueueingIsReadByThePendingRun(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            cells.add(new Cell());
        }
        Work work = Cmwq.work(() -> cells.forEach(cell -> cell.read = cell.written));
        List<FutureTask<Integer>> callers = new ArrayList<>();
        for (Cell cell : cells) {
            FutureTask<Integer> caller = new FutureTask<>(() -> queueOften(queue, work, cell));
            Thread.ofPlatform().daemon().start(caller);
            callers.add(caller);
        }
        int refused = 0;
        for (FutureTask<Integer> caller : callers) {
            refused += caller.get(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
        assertTrue(refused > 0, "no call met a pending item: nothing was shown");
    }

    /** @return how many calls were refused */
    private static int queueOften(Workqueue queue, Work work, Cell cell) throws InterruptedException {
        int refused = 0;
        for (int i = 1; i <= TIMES; i++) {
            cell.written = i;
            refused += queue.queue(work) ? 0 : 1;
            if (i % 50 == 0) {
                work.flush();
                assertTrue(cell.read >= i, "the run after the call read " + cell.read + " instead of " + i);
                LockSupport.parkNanos(i);
            }
        }
        return refused;
    }
}
