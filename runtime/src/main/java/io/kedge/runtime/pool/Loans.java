package io.kedge.runtime.pool;

import io.kedge.runtime.work.WorkItem;

/**
 * Priority inheritance in one pool: a worker of a higher class that flushes an item which is pending here lends it that class,
 * until the item's run ends. A lent item goes ahead of others, starts beside a worker that merely runs, and has the nice value
 * of the class while it runs. At most one lent item runs beside the others at a time. BH items and those of ordered workqueues
 * are left alone. Caller holds the pool's lock, always.
 */
final class Loans {
    private final WorkerPool pool;   // C
    private int running;             // L   runnable workers with a lent item

    Loans(WorkerPool pool) {
        this.pool = pool;
    }

    /** The calling thread is about to wait for the end of a queued item. What is no worker has no class to lend. */
    void lend(WorkItem item, Share share) {
        Worker waiter = Caller.worker();
        if (waiter == null || share.bh() || share.ordered()) {
            return;
        }
        int nice = waiter.nice();
        if (nice >= Math.min(item.lentNiceLocked(), pool.spec().nice())) {
            return;
        }
        boolean first = !item.isLentLocked();
        item.lendLocked(nice);
        share.lentLocked(item, first);
        if (item.isActiveLocked()) {
            goAhead(item, share);
            if (first) {
                passSlot();
            }
        }
    }

    /** A lent item has got its slot of the share, and is the last of the worklist. The caller kicks the pool afterwards. */
    void arrives(WorkItem item, Share share) {
        goAhead(item, share);
        passSlot();
    }

    /** One of the pool's workers may run it at this moment: then it goes to that worker at once, as it would when its turn comes (R19). */
    private void goAhead(WorkItem item, Share share) {
        if (pool.busy.find(item) == null) {
            pool.worklist.advance(item);
        } else {
            pool.worklists.remove(item, share);
            boolean starts = pool.worklists.assign(item);
            assert !starts : "an item that runs was not assigned to its worker";
        }
    }

    /** If the first item is lent, and only waits for one that computes, that one goes on without its slot. */
    private void passSlot() {
        Concurrency now = pool.concurrency;
        if (!firstMayStart() || now.bhRunning() || now.slots.hasFree() || now.mayResume()) {
            return;
        }
        Carrier holder = null;
        for (Carrier carrier : pool.carriers().all()) {
            Worker worker = carrier.mounted;
            if (carrier.hasSlot && (worker == null || worker.carrier != carrier || worker.current() == null)) {
                return;   // it is about to take the first item
            }
            if (carrier.hasSlot && worker != null && !worker.bh) {
                holder = carrier;
            }
        }
        if (holder != null) {
            now.slots.release(holder);
            pool.counters.count(HandOff.LENT);
        }
    }

    /** {@return whether the first item may start beside workers that run: it is lent, and none of these has a lent one} */
    boolean firstMayStart() {
        WorkItem first = pool.worklist.first();
        return running == 0 && first != null && first.isLentLocked();
    }

    /** The worker is about to enter the item. */
    void starts(Worker worker, WorkItem item) {
        worker.lentNice = item.takeLoanLocked();
        recount(worker);
    }

    /** The worker's item has ended, and with it what was lent. */
    void ends(Worker worker) {
        worker.lentNice = WorkItem.NOT_LENT;
        recount(worker);
    }

    /** The worker may have become runnable, or not so. */
    void recount(Worker worker) {
        boolean counts = worker.lentNice != WorkItem.NOT_LENT && worker.shouldCount();
        if (counts != worker.countedLent) {
            worker.countedLent = counts;
            running += counts ? 1 : -1;
        }
    }

    int running() {
        return running;
    }
}
