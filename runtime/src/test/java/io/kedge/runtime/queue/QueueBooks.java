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
    private final int limit;

    public QueueBooks(EngineWorkqueue workqueue) {
        this.workqueue = workqueue;
        this.limit = workqueue.spec().maxActive();
    }

    /** {@return the broken law, null if all hold} */
    public @Nullable String violation() {
        List<QueueShare> shares = workqueue.shares();
        for (int i = 0; i < shares.size(); i++) {
            String broken = violation(shares.get(i));
            if (broken != null) {
                return broken + " in " + workqueue.name() + " on " + shares.get(i).pool().spec().name();
            }
        }
        return FlushBooks.violation(workqueue.flush);
    }

    private @Nullable String violation(QueueShare share) {
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
        if (active > limit) {
            return active + " items are active, at most " + limit + " may be (R67, R74)";
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

    public boolean flushOverflows() {
        return FlushBooks.overflows(workqueue.flush);
    }
}
