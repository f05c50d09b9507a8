package io.kedge.runtime.queue;

import io.kedge.runtime.pool.Transfer;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Moves a waiting item from one share of a workqueue to another, in three sections, each under the lock of one pool: it is
 * taken off; it comes to the other share, with its colour; the first share forgets it. So a flush that waits for it, or a look
 * whether the workqueue is empty, cannot miss it: both are kept out meanwhile, and the item is counted all the time.
 *
 * <p>It takes its slots with it, its group's too. On another node it needs a slot there first, and gives the one it had to who
 * waits for it.
 */
final class Move {
    private final QueueShare from;    // C
    private final QueueShare to;      // C
    private final SlotCounter here;   // C
    private final SlotCounter there;  // C
    private int colour;
    private boolean flushed;

    Move(QueueShare from, QueueShare to) {
        this.from = from;
        this.to = to;
        this.here = requireNonNull(from.node(), "an unbound workqueue counts by nodes");
        this.there = requireNonNull(to.node(), "an unbound workqueue counts by nodes");
    }

    /**
     * Moves the oldest waiting item that may be moved, unless items of the other pod wait for a slot of any kind. No pool's lock is held; no
     * flush of the workqueue begins meanwhile.
     *
     * @return false if there is none, or none may become active on the other node
     */
    boolean oldest() {
        if (to.slots.group != null && to.isCongested()) {
            return false;   // what waits there waits for the group
        }
        boolean hasSlot = here == there ? there.waiting() == 0 : there.takeUnlessAwaited();
        return hasSlot && moveOne();
    }

    /** The same, with a slot of the other node taken for it if that is another one. */
    boolean moveOne() {
        WorkItem item = take();
        if (item == null) {
            giveBack();
            return false;
        }
        put(item);
        forget();
        return true;
    }

    private void giveBack() {
        if (here != there) {
            there.give();
            to.slots.serveOthers();
        }
    }

    private @Nullable WorkItem take() {
        from.lock();
        try {
            WorkItem item = Transfer.takeOldestLocked(from.pool(), from);
            if (item != null) {
                colour = item.colour();
                flushed = from.colours().isFlushedLocked(colour);
                item.placeLocked(null, 0);
            }
            return item;
        } finally {
            from.unlockAndWake();
        }
    }

    private void put(WorkItem item) {
        to.lock();
        try {
            to.colours().enterMovedLocked(colour, flushed);
            to.counters.moved++;
            arriveLocked(item);
        } finally {
            to.unlockAndWake();
        }
    }

    /** It goes behind those that wait for a slot there, if there are some: then it waits too, and its slot is for them. */
    private void arriveLocked(WorkItem item) {
        to.slots.active++;
        if (to.slots.inactive.isEmpty()) {
            Transfer.putLocked(to.pool(), item, to, colour);
        } else {
            to.slots.inactive.addLast(item);
            to.pool().insertInactiveLocked(item, to, colour);
            to.slots.giveLocked();
            to.pool().kickLocked();
        }
    }

    private void forget() {
        from.lock();
        try {
            if (here == there) {
                from.slots.active--;
            } else {
                from.slots.giveOwnLocked();
            }
            from.leaveLocked(colour);
            from.pool().kickLocked();
        } finally {
            from.unlockAndWake();
        }
    }
}
