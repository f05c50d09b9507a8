package io.kedge.runtime.pool;

import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * Takes waiting items off one pool and puts them on another, in two steps, each under the lock of one pool. In between the
 * item is pending and owned by who moves it; threads that flush it go on waiting.
 */
public final class Transfer {
    private static final int MOST_LOOKED_AT = 32;   // so that the lock is not held for long

    private Transfer() { }

    /**
     * Takes the oldest waiting item of the share off the worklist; not one that runs here now, which must not run elsewhere at
     * once (R17), and not one that was lent a higher class, which starts here next. Looks at the first 32 items of the worklist. Caller holds the pool's lock.
     *
     * @return the item, which the caller owns then, with its colour and its slot; null if there is none
     */
    public static @Nullable WorkItem takeOldestLocked(WorkerPool pool, Share share) {
        WorkItem item = pool.worklist.first();
        for (int i = 0; item != null && i < MOST_LOOKED_AT; i++) {
            if (item.placement() == share && !item.isLentLocked() && pool.busy.find(item) == null) {
                pool.worklists.remove(item, share);
                item.takeOffLocked();
                pool.concurrency.kick();
                return item;
            }
            item = pool.worklist.after(item);
        }
        return null;
    }

    /** Puts an item that was taken off another pool at the end of the worklist. Caller owns it and holds the pool's lock. */
    public static void putLocked(WorkerPool pool, WorkItem item, Share share, int colour) {
        item.hostLocked(pool);
        item.placeLocked(share, colour);
        item.becomeActiveLocked();
        pool.worklists.add(item, share, pool.time.nowNanos());   // it has waited, but not here
        pool.concurrency.kick();
    }
}
