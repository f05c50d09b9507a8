package io.kedge.runtime.queue;

import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.pool.PoolLock;
import org.jspecify.annotations.Nullable;

/**
 * Slots that several shares use together, and those who wait for one: first come, first served, one item each (R75). Those of one
 * unbound workqueue on one NUMA node (kernel: wq_node_nr_active) are counted so, and those of a group of workqueues. A share
 * holds the lock of its pool when it takes or gives a slot; whom a free slot is for is served with no lock held, since that
 * share may be on another pool.
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
class SlotCounter {
    private final PoolLock lock = new PoolLock();
    private final AtomicInteger active = new AtomicInteger();   // A   items that hold a slot
    private volatile int limit;                                 // written under a lock of who sets it
    private @Nullable Turn first;                               // N   who waits, the longest waiting one first
    private @Nullable Turn last;                                // N
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
    boolean takeOrWaitLocked(Turn turn) {
        if (waiting == 0 && take()) {
            return true;
        }
        lock.lock();
        try {
            if (!turn.waits) {
                append(turn);   // pair NODE_SLOT: write waiting, then read active
            }
            return first == turn && takeFor(turn);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot for an item that comes from another node, if nobody waits for one. No lock needed. */
    boolean takeUnlessAwaited() {
        return waiting == 0 && take();
    }

    /** Has the share wait, behind all others: it has more items. Caller holds the lock of its pool, and serves afterwards. */
    void waitLocked(Turn turn) {
        lock.lock();
        try {
            if (!turn.waits) {
                append(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has a share wait again that had a slot and could not use it: ahead of all others. Caller as in {@link #waitLocked}. */
    void waitAgainLocked(Turn turn) {
        lock.lock();
        try {
            if (!turn.waits) {
                link(null, turn, first);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A share waits no more. @return false: it does not wait, or a slot was taken for it and it is about to be served */
    boolean leaveLocked(Turn turn) {
        lock.lock();
        try {
            boolean waited = turn.waits;
            if (waited) {
                unlink(turn);
            }
            return waited;
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

    /** {@return whether more slots are taken than there are: the limit was lowered} */
    boolean isOver() {
        return active.get() > limit;
    }

    /** Takes a slot for the share if it is the one that has waited longest; it waits no more then. */
    boolean takeIfFirstLocked(Turn turn) {
        if (waiting == 0) {
            return false;
        }
        lock.lock();
        try {
            return first == turn && takeFor(turn);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the limit, and serves those who waited for it. No pool's lock is held. */
    void limit(int newLimit) {
        tellLimit(newLimit);
        serve();
    }

    /** Changes the limit. Caller serves afterwards if it has risen. */
    final void tellLimit(int newLimit) {
        limit = newLimit;
    }

    /** Has shares activate one item each, in turn, as long as there are slots. No lock is held; takes the pools', one by one. */
    void serve() {
        for (Turn turn = takeForFirst(); turn != null; turn = takeForFirst()) {
            turn.serve();
        }
    }

    /** {@return the share that has waited longest, with a slot taken for it; null if none waits or no slot is free} */
    private @Nullable Turn takeForFirst() {
        if (waiting == 0) {
            return null;
        }
        lock.lock();
        try {
            Turn turn = first;
            return turn != null && takeFor(turn) ? turn : null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot for the first share, which waits no more then. Caller holds the lock. */
    private boolean takeFor(Turn turn) {
        if (!take()) {
            return false;
        }
        unlink(turn);
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

    private void append(Turn turn) {
        link(last, turn, null);
    }

    private void link(@Nullable Turn before, Turn turn, @Nullable Turn after) {
        turn.waits = true;
        turn.previous = before;
        turn.next = after;
        join(before, turn);
        join(turn, after);
        waiting = waiting + 1;
    }

    private void unlink(Turn turn) {
        join(turn.previous, turn.next);
        turn.previous = null;
        turn.next = null;
        turn.waits = false;
        waiting = waiting - 1;
    }

    /** The one comes right before the other; null is the end of the line. */
    private void join(@Nullable Turn before, @Nullable Turn after) {
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
    }
}
