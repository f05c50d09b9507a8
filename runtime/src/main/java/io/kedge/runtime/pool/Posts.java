package io.kedge.runtime.pool;

import io.kedge.runtime.work.StackProbe;
import io.kedge.runtime.work.WorkItem;

/**
 * What is queued on a pool without its lock. While every slot is held, who queues has nobody to call, and who holds a slot comes by
 * before it gives it up: then the box is open. Whoever takes the lock puts first where it belongs what was posted before.
 */
public final class Posts {
    private final WorkerPool pool;               // C
    private final PoolSpec.Engine engine;        // C
    final PostBox box = new PostBox();           // A

    Posts(WorkerPool pool, PoolSpec.Engine engine) {
        this.pool = pool;
        this.engine = engine;
    }

    /**
     * Queues an idle item that was on no other pool. Any thread; never blocks, but for the pool's lock if the last carrier is about to
     * leave.
     *
     * @return false if it has to be queued with the lock held, if at all; nothing has been done
     */
    public boolean post(WorkItem item, Share share) {
        if (!box.isOpen()) {
            return false;
        }
        boolean first = box.isEmpty();
        if (first) {
            StackProbe.touch();          // the tick may have to be woken
        } else {
            StackProbe.touchBriefly();   // it looks here already: also if there is no stack to call anybody
        }
        if (!item.claimToPost(pool)) {
            return false;
        }
        if (!box.post(item, share, engine.clock().nowNanos())) {
            item.unpost();
            return false;
        }
        if (!box.isOpen()) {             // pair POST_SHUT: write the place, then read open
            StackProbe.touch();
            pool.lock();
            pool.unlockAndWake();
        } else if (first) {
            engine.crew().workWaits();
        }
        return true;
    }

    /** {@return whether an item that was posted just now was not taken, since its workqueue had been closed before} */
    public boolean wasDropped(WorkItem item) {
        pool.lock();
        try {
            return item.host() != pool;
        } finally {
            pool.unlockAndWake();
        }
    }

    boolean areNone() {
        return box.isEmpty();
    }

    void takeInLocked() {
        if (!box.isEmpty()) {
            box.takeAll(Posts::takeIn);
        }
    }

    private static void takeIn(WorkItem item, Share share, long queuedNanos) {
        item.queuedAt(queuedNanos);
        share.takeInLocked(item);
    }

    /** The lock is about to be released. */
    void openOrShutLocked() {
        Concurrency concurrency = pool.concurrency;
        boolean shallBeOpen = !concurrency.slots.hasFree() && !concurrency.ending();
        if (shallBeOpen != box.isOpen()) {
            box.open(shallBeOpen);
            if (!shallBeOpen) {
                takeInLocked();          // pair POST_SHUT: write open, then read the places
            }
        }
    }
}
