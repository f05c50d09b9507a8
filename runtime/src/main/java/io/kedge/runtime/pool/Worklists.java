package io.kedge.runtime.pool;

import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** The items of one pool that may run: its worklist, and the BH items. Caller holds the pool's lock, always. */
final class Worklists {
    private final WorkerPool pool;   // C

    Worklists(WorkerPool pool) {
        this.pool = pool;
    }

    void add(WorkItem item, Share share, long nowNanos) {
        pool.counters.arrives(pool.worklist.isEmpty() && pool.concurrency.bh.isEmpty(), nowNanos);
        if (share.bh()) {
            pool.concurrency.bh.add(item, share.highPriority());
        } else {
            pool.worklist.addLast(item);
        }
    }

    void remove(WorkItem item, Share share) {
        if (share.bh()) {
            pool.concurrency.bh.remove(item, share.highPriority());
        } else {
            pool.worklist.remove(item);
        }
    }

    /** {@return the first item that the worker may start and nobody of this pool runs; one that is running goes to its worker (R19)} */
    @Nullable WorkItem next(Worker worker) {
        boolean goesOn = worker.bh ? !worker.dying && !worker.rebound && !pool.concurrency.bh.isEmpty() : pool.concurrency.keepsWorking(worker);
        if (!goesOn || !pool.concurrency.holdsSlot(worker)) {
            return null;
        }
        for (WorkItem item = poll(worker); item != null; item = poll(worker)) {
            item.assignLocked();
            Worker runsItNow = pool.busy.find(item);
            if (runsItNow == null) {
                return item;
            }
            runsItNow.runAgainLocked(item);
        }
        return null;
    }

    private @Nullable WorkItem poll(Worker worker) {
        Concurrency concurrency = pool.concurrency;
        if (worker.bh) {
            return concurrency.bh.take(concurrency.othersWaitForBh(), pool.time.nowNanos());
        }
        concurrency.bh.oneIsThrough();
        return pool.worklist.pollFirst();
    }
}
