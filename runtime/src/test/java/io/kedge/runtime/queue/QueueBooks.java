package io.kedge.runtime.queue;

import java.util.List;

import io.kedge.runtime.flush.FlushBooks;
import io.kedge.runtime.pool.PoolBooks;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** The books of one workqueue: laws that hold whenever no thread is inside the engine (I2, I3, I9, I10). One thread. */
public final class QueueBooks {
    private final EngineWorkqueue workqueue;
    private final int[] activeBefore;   // by share: at the latest look
    private int highest;                // limit of a share since the latest look

    public QueueBooks(EngineWorkqueue workqueue) {
        this.workqueue = workqueue;
        this.activeBefore = new int[workqueue.shares().size()];
        this.highest = workqueue.maxActive();
    }

    /** The limit is about to be changed, from or to this. */
    public void limitIs(int limit) {
        highest = Math.max(highest, limit);
    }

    /** {@return the broken law, null if all hold} */
    public @Nullable String violation() {
        List<QueueShare> shares = workqueue.shares();
        for (int i = 0; i < shares.size(); i++) {
            String broken = violation(shares.get(i), activeBefore[i]);
            if (broken != null) {
                return broken + " in " + workqueue.name() + " on " + shares.get(i).pool().spec().name();
            }
            activeBefore[i] = shares.get(i).active;
        }
        highest = workqueue.maxActive();
        return FlushBooks.violation(workqueue.flush);
    }

    private @Nullable String violation(QueueShare share, int before) {
        int inactive = 0;
        for (WorkItem item = share.inactive.first(); item != null; item = Places.next(item)) {
            inactive++;
            if (Places.of(item) != Places.INACTIVE || item.placement() != share || item.host() != share.pool()) {
                return "an item is on an inactive list that it does not name (I9): " + item;
            }
        }
        if (inactive != share.inactive.size()) {
            return "the inactive list counts " + share.inactive.size() + " items and has " + inactive;
        }
        int active = PoolBooks.activeOf(share.pool(), share);
        if (active != share.active) {
            return "nr_active is " + share.active + ", there are " + active + " active items (I2)";
        }
        if (FlushBooks.inFlight(share.colours()) != active + inactive) {
            return FlushBooks.inFlight(share.colours()) + " in flight by colour, there are " + (active + inactive) + " (I3)";
        }
        if (active > Math.max(highest, before)) {
            return active + " items are active, at most " + highest + " may become so (R67, R70, R74)";
        }
        return inactive > 0 && share.active < share.limit ? "an item is inactive although a slot is free (R68)" : null;
    }

    /** {@return on how many inactive lists of the workqueue the item is} */
    public int inactiveListsWith(WorkItem wanted) {
        int lists = 0;
        for (QueueShare share : workqueue.shares()) {
            for (WorkItem item = share.inactive.first(); item != null; item = Places.next(item)) {
                lists += item == wanted ? 1 : 0;
            }
        }
        return lists;
    }

    /** {@return items that wait for a slot} */
    public int waiting() {
        return workqueue.shares().stream().mapToInt(share -> share.inactive.size()).sum();
    }

    /** {@return items that hold a slot} */
    public int active() {
        return workqueue.shares().stream().mapToInt(share -> share.active).sum();
    }

    /** {@return the first CPU of the share whose items wait for a slot, -1 if nobody waits} */
    public int congestedCpu() {
        for (QueueShare share : workqueue.shares()) {
            if (!share.inactive.isEmpty()) {
                return share.pool().spec().cpus().nextSetBit(0);
            }
        }
        return -1;
    }

    /** {@return whether items wait for a slot on the share of the CPU} */
    public boolean waitsOn(int cpu) {
        for (QueueShare share : workqueue.shares()) {
            if (share.pool().spec().cpus().get(cpu) && !share.inactive.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    public boolean flushOverflows() {
        return FlushBooks.overflows(workqueue.flush);
    }
}
