package io.kedge.runtime.queue;

import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.work.ItemList;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Which items of a share are active, and which wait. An item needs a slot of the share's own, or of its node, and then one of the
 * group if its workqueue is in one. Who has the first and waits for the second keeps the first: so the order of the line is
 * kept in both, and nobody who holds a slot of the group waits for anything else.
 *
 * <p>Whoever has given a slot back, or begun to wait for the group, has {@link #serveOthers} called when the lock is released, if
 * somebody else is to be served.
 *
 * <pre>
 *   C   constant after construction
 *   L   the holder of the pool's lock
 * </pre>
 */
final class ShareSlots {
    private final QueueShare share;            // C
    private final WorkerPool pool;             // C
    final @Nullable Turn node;                 // C   null: it has slots of its own
    final @Nullable Turn group;                // C   null: its workqueue is in no group
    final ItemList inactive = new ItemList();  // L   items that wait, oldest first
    int active;                                // L   on the worklist, assigned or running
    int limit;                                 // L   slots of its own; 0 while frozen
    boolean plugged;                           // L   activates nothing: there is an older share of an ordered workqueue
    boolean waitsForGroup;                     // L   has a slot of its own, or of its node, that waits for one of the group

    /** Makes slots of which none may be used before the share, or its node, is told a limit. */
    ShareSlots(QueueShare share, @Nullable SlotCounter node, @Nullable SlotCounter group) {
        this.share = share;
        this.pool = share.pool();
        this.node = node == null ? null : new Turn(node, this::servedByNode);
        this.group = group == null ? null : new Turn(group, this::servedByGroup);
    }

    /** Takes what an item needs to become active. @return false: it waits, and goes to the inactive list */
    boolean takeLocked() {
        if (waitsForGroup || !(node == null ? hasOwn() : node.counter.takeOrWaitLocked(node))) {
            return false;
        }
        boolean taken = takeOfGroupLocked();
        if (taken) {
            active++;
        } else if (group != null && group.counter.needsServing()) {
            pool.afterUnlockLocked(share);
        }
        return taken;
    }

    private boolean hasOwn() {
        return !plugged && active < limit;
    }

    /** Takes a slot of the group for who has one of its own; if there is none it waits, and keeps its own. */
    private boolean takeOfGroupLocked() {
        waitsForGroup = group != null && !group.counter.takeOrWaitLocked(group);
        return !waitsForGroup;
    }

    /** An active item has ended or was taken back: its slots go to the next one (R68). */
    void giveLocked() {
        if (group != null) {
            group.counter.give();
        }
        giveOwnLocked();
    }

    /** An active item has gone to another share, with its slot of the group. */
    void giveOwnLocked() {
        active--;
        giveToNode();
        activateNextLocked();
        tellOthersLocked();
    }

    /** A waiting item was taken back. */
    void removeLocked(WorkItem item) {
        inactive.remove(item);
        if (waitsForGroup && inactive.isEmpty() && group != null && group.counter.leaveLocked(group)) {
            waitsForGroup = false;   // so that the timer need not be kept for who waits for nothing
            giveToNode();
            tellOthersLocked();
        }
    }

    private void giveToNode() {
        if (node != null) {
            node.counter.give();
        }
    }

    /** Others are to be served, perhaps in another pool. */
    void tellOthersLocked() {
        if (node != null && node.counter.needsServing() || group != null && group.counter.needsServing()) {
            pool.afterUnlockLocked(share);
        }
    }

    /** Serves those who wait for what has become free. No lock is held. */
    void serveOthers() {
        if (node != null) {
            node.counter.serve();
        }
        if (group != null) {
            group.counter.serve();   // comes last: shares of the node may wait for it now
        }
    }

    /** Has waiting items become active, the oldest first, as long as it is their turn. */
    void activateNextLocked() {
        assert pool.lockIsMine() : "the pool's lock is needed to activate items";
        boolean goesOn = true;
        while (goesOn) {
            goesOn = waitsForGroup ? isGroupsTurnLocked() : isOwnTurnLocked();
            if (goesOn && waitsForGroup) {
                useSlotOfGroupLocked();
            } else if (goesOn) {
                useOwnSlotLocked();
            }
        }
    }

    private boolean isOwnTurnLocked() {
        return node == null ? hasOwn() && !inactive.isEmpty() : node.counter.takeIfFirstLocked(node);
    }

    private boolean isGroupsTurnLocked() {
        return group != null && group.counter.takeIfFirstLocked(group);
    }

    /** Has a slot of its own, or of its node, for a waiting item. Its waiting items may have been taken back meanwhile. */
    private void useOwnSlotLocked() {
        if (inactive.isEmpty() || waitsForGroup) {
            giveToNode();
        } else if (takeOfGroupLocked()) {
            activateLocked();
        }
    }

    /** Has a slot of the group too. Its waiting items may have been taken back meanwhile, and limits lowered. */
    private void useSlotOfGroupLocked() {
        waitsForGroup = false;
        boolean isOver = node == null ? !hasOwn() : node.counter.isOver();
        if (!isOver && !inactive.isEmpty()) {
            activateLocked();
            return;
        }
        requireNonNull(group, "who waited for the group has one").counter.give();
        giveToNode();
        if (node != null && !inactive.isEmpty()) {
            node.counter.waitAgainLocked(node);
        }
    }

    private void activateLocked() {
        WorkItem item = requireNonNull(inactive.pollFirst(), "an item waits");
        active++;
        pool.activateLocked(item);
        if (node != null && !inactive.isEmpty()) {
            node.counter.waitLocked(node);
        }
    }

    /** The node has taken a slot for this share. No lock is held; who has the node serve has the group serve afterwards. */
    private void servedByNode() {
        pool.lock();
        try {
            useOwnSlotLocked();
            activateNextLocked();   // nobody else waits: the rest at once, with one wake-up
            pool.kickLocked();
        } finally {
            pool.unlockAndWake();
        }
    }

    /** The group has taken a slot for this share. No lock is held. */
    private void servedByGroup() {
        pool.lock();
        try {
            useSlotOfGroupLocked();
            activateNextLocked();
            pool.kickLocked();
        } finally {
            pool.unlockAndWake();
        }
        if (node != null && node.counter.needsServing()) {
            node.counter.serve();
        }
    }
}
