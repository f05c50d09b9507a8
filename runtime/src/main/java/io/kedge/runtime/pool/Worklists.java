package io.kedge.runtime.pool;

import io.kedge.runtime.work.Deadline;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

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
            if (pool.dues != null) {
                pool.dues.add(dueOf(item));
            }
            if (pool.loans != null && item.isLentLocked()) {
                pool.loans.arrives(item, share);
            }
        }
    }

    void remove(WorkItem item, Share share) {
        if (share.bh()) {
            pool.concurrency.bh.remove(item, share.highPriority());
        } else {
            remove(item);
        }
    }

    private void remove(WorkItem item) {
        pool.worklist.remove(item);
        if (pool.dues != null) {
            pool.dues.remove(dueOf(item));
        }
    }

    private static Deadline dueOf(WorkItem item) {
        return requireNonNull(item.dueLocked(), "an item has no place among those with deadlines");
    }

    /** {@return the first item that the worker may start and nobody of this pool runs; one that is running goes to its worker (R19)} */
    @Nullable WorkItem next(Worker worker) {
        boolean goesOn = worker.bh ? !worker.dying && !worker.rebound && !pool.concurrency.bh.isEmpty() : pool.concurrency.keepsWorking(worker);
        if (!goesOn || !pool.concurrency.holdsSlot(worker)) {
            return null;
        }
        WorkItem item = poll(worker);
        while (item != null && !assign(item)) {
            item = poll(worker);
        }
        return item;
    }

    /** An item that was taken off its list will run. @return false: one of the pool's workers runs it, and has it now (kernel: assign_work) */
    boolean assign(WorkItem item) {
        item.assignLocked();
        Worker runsItNow = pool.busy.find(item);
        if (runsItNow == null) {
            return true;
        }
        runsItNow.runAgainLocked(item);
        return false;
    }

    private @Nullable WorkItem poll(Worker worker) {
        Concurrency concurrency = pool.concurrency;
        if (worker.bh) {
            return concurrency.bh.take(concurrency.othersWaitForBh(), pool.time.nowNanos());
        }
        concurrency.bh.oneIsThrough();
        WorkItem item = pool.worklist.first();
        if (pool.dues != null && item != null && !item.isLentLocked()) {
            item = pool.dues.first();
        }
        if (item != null) {
            remove(item);
        }
        return item;
    }
}
