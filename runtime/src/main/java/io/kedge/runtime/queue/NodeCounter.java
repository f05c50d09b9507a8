package io.kedge.runtime.queue;

import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.pool.PoolLock;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The slots of one unbound workqueue on one NUMA node, for the several shares it has there (kernel: wq_node_nr_active), and
 * the shares that wait for one: first come, first served, one item each (R75). A share holds the lock of its pool when it
 * takes or gives a slot; whom a free slot is for is served with no lock held, since that share may be on another pool.
 *
 * <p>Whenever shares wait, all slots are taken, or somebody is on the way to serve them.
 *
 * <pre>
 *   A    anyone, atomically
 *   N    the holder of this counter's lock, which may be taken under a pool's
 *   Nv   written under that lock, read by anyone (volatile)
 * </pre>
 */
@SuppressWarnings("NonAtomicVolatileUpdate")   // waiting has one writer at a time: the holder of the lock
final class NodeCounter {
    private final PoolLock lock = new PoolLock();
    private final AtomicInteger active = new AtomicInteger();   // A   items that hold a slot
    private volatile int limit;                                 // written under the lock of the workqueue's limits
    private @Nullable QueueShare first;                         // N   shares that wait, the longest waiting one first
    private @Nullable QueueShare last;                          // N
    private volatile int waiting;                               // Nv  how many

    int active() {
        return active.get();
    }

    int limit() {
        return limit;
    }

    int waiting() {
        return waiting;
    }

    /**
     * Takes a slot for an item of the share; if there is none, or others wait for one, has the share wait. Caller holds the
     * lock of the share's pool, and on false puts the item on the share's inactive list.
     */
    boolean takeOrWaitLocked(QueueShare share) {
        if (waiting == 0 && take()) {
            return true;
        }
        lock.lock();
        try {
            if (!share.waitsForNode) {
                append(share);           // pair NODE_SLOT: write waiting, then read active
            }
            return first == share && takeFor(share);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot for an item that comes from another node, if nobody waits for one. No lock needed. */
    boolean takeUnlessAwaited() {
        return waiting == 0 && take();
    }

    /** Has the share wait, behind all others: it has more items. Caller holds the lock of its pool, and serves afterwards. */
    void waitLocked(QueueShare share) {
        lock.lock();
        try {
            if (!share.waitsForNode) {
                append(share);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives a slot back. Caller asks {@link #needsServing} afterwards. */
    void give() {
        int left = active.decrementAndGet();   // pair NODE_SLOT: write active, then read waiting
        assert left >= 0 : "more slots given back than were taken";
    }

    /** {@return whether a share waits although a slot is free} */
    boolean needsServing() {
        return waiting > 0 && active.get() < limit;
    }

    /** Takes a slot for the share if it is the one that has waited longest; it waits no more then. */
    boolean takeIfFirstLocked(QueueShare share) {
        if (waiting == 0) {
            return false;
        }
        lock.lock();
        try {
            return first == share && takeFor(share);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the limit, and serves those who waited for it. No pool's lock is held. */
    void limit(int newLimit) {
        limit = newLimit;
        serve();
    }

    /** Has shares activate one item each, in turn, as long as there are slots. No lock is held; takes the pools', one by one. */
    void serve() {
        for (QueueShare share = takeForFirst(); share != null; share = takeForFirst()) {
            share.activateForNode();
        }
    }

    /** {@return the share that has waited longest, with a slot taken for it; null if none waits or no slot is free} */
    private @Nullable QueueShare takeForFirst() {
        if (waiting == 0) {
            return null;
        }
        lock.lock();
        try {
            QueueShare share = first;
            return share != null && takeFor(share) ? share : null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot for the first share, which waits no more then. Caller holds the lock. */
    private boolean takeFor(QueueShare share) {
        if (!take()) {
            return false;
        }
        first = share.nextForNode;
        if (first == null) {
            last = null;
        }
        share.nextForNode = null;
        share.waitsForNode = false;
        waiting = waiting - 1;
        return true;
    }

    private boolean take() {
        for (;;) {
            int now = active.get();
            if (now >= limit) {
                return false;
            }
            if (active.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    private void append(QueueShare share) {
        share.waitsForNode = true;
        if (first == null) {
            first = share;
        } else {
            requireNonNull(last, "a list with a first element has a last one").nextForNode = share;
        }
        last = share;
        waiting = waiting + 1;
    }
}
