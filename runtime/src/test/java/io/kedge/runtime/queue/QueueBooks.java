package io.kedge.runtime.queue;

import java.util.List;

import io.kedge.runtime.flush.FlushBooks;
import io.kedge.runtime.pool.LoanBooks;
import io.kedge.runtime.pool.PoolBooks;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** The books of one workqueue: laws that hold whenever no thread is inside the engine (I2, I3, I4, I9, I10). One thread. */
public final class QueueBooks {
    private final EngineWorkqueue workqueue;
    private final NodeBooks nodes;

    public QueueBooks(EngineWorkqueue workqueue) {
        this.workqueue = workqueue;
        this.nodes = new NodeBooks(workqueue);
    }

    /** {@return the books of its slots} */
    public NodeBooks nodes() {
        return nodes;
    }

    /** The limits are about to be changed. */
    public void limitsChange() {
        nodes.noteLimits();
    }

    /** {@return the broken law, null if all hold} */
    public @Nullable String violation() {
        List<QueueShare> shares = workqueue.shares().all();
        for (int i = 0; i < shares.size(); i++) {
            String broken = violation(shares.get(i));
            if (broken != null) {
                return broken + " in " + workqueue.name() + " on " + shares.get(i).pool().spec().name();
            }
        }
        String broken = nodes.violation();
        return broken == null ? FlushBooks.violation(workqueue.flush) : broken + " in " + workqueue.name();
    }

    private @Nullable String violation(QueueShare share) {
        int inactive = 0;
        for (WorkItem item = share.slots.inactive.first(); item != null; item = Places.next(item)) {
            inactive++;
            if (Places.of(item) != Places.INACTIVE || item.placement() != share || item.host() != share.pool()) {
                return "an item is on an inactive list that it does not name (I9): " + item;
            }
        }
        if (inactive != share.slots.inactive.size()) {
            return "the inactive list counts " + share.slots.inactive.size() + " items and has " + inactive;
        }
        int active = PoolBooks.activeOf(share.pool(), share);
        if (active != share.slots.active) {
            return "nr_active is " + share.slots.active + ", there are " + active + " active items (I2)";
        }
        boolean even = FlushBooks.inFlight(share.colours()) == active + inactive;
        return even ? null
                : FlushBooks.inFlight(share.colours()) + " in flight by colour, there are " + (active + inactive) + " (I3)";
    }

    /** {@return on how many inactive lists of the workqueue the item is} */
    public int inactiveListsWith(WorkItem wanted) {
        int lists = 0;
        for (QueueShare share : workqueue.shares().all()) {
            for (WorkItem item = share.slots.inactive.first(); item != null; item = Places.next(item)) {
                lists += item == wanted ? 1 : 0;
            }
        }
        return lists;
    }

    /** {@return items that wait for a slot} */
    public int waiting() {
        return workqueue.shares().all().stream().mapToInt(share -> share.slots.inactive.size()).sum();
    }

    /** {@return items that hold a slot} */
    public int active() {
        return workqueue.shares().all().stream().mapToInt(share -> share.slots.active).sum();
    }

    /** {@return the first CPU of the share whose items wait for a slot, -1 if nobody waits} */
    public int congestedCpu() {
        @Nullable QueueShare[] byCpu = workqueue.shares().map().byCpu();
        for (int cpu = 0; cpu < byCpu.length; cpu++) {
            if (waitsOn(cpu)) {
                return cpu;
            }
        }
        return -1;
    }

    /** {@return whether items wait for a slot on the share of the CPU} */
    public boolean waitsOn(int cpu) {
        QueueShare share = workqueue.shares().map().of(cpu);
        return share != null && !share.slots.inactive.isEmpty();
    }

    /** {@return whether a flush of its workqueue waits for the queued item} */
    public static boolean isFlushed(WorkItem item) {
        return item.placement() instanceof QueueShare share && share.colours().isFlushedLocked(item.colour());
    }

    /** {@return whether two shares of one unbound workqueue have slots together} */
    public static boolean onOneNode(Share one, Share other) {
        return ((QueueShare) one).node() == ((QueueShare) other).node();
    }

    /** {@return calls for its rescuer so far} */
    public long maydays() {
        long maydays = 0;
        List<QueueShare> shares = workqueue.shares().all();
        for (int i = 0; i < shares.size(); i++) {
            maydays += shares.get(i).counters.mayday;
        }
        return maydays;
    }

    /** {@return items moved so far, even if it is closed} */
    public long moved() {
        return workqueue.stats().moved();
    }

    /** {@return deadlines missed so far, even if it is closed} */
    public long missed() {
        return workqueue.stats().missed();
    }

    /** {@return items that were lent a higher class so far, even if it is closed} */
    public long lent() {
        return workqueue.stats().lent();
    }

    /** {@return whether the queued item is one of its} */
    public boolean has(WorkItem item) {
        return item.placement() instanceof QueueShare share && share.workqueue() == workqueue;
    }

    /** {@return the broken law, null if lent items are the first to get a slot of their share} */
    public @Nullable String loanViolation() {
        String broken = null;
        List<QueueShare> shares = workqueue.shares().all();
        for (int i = 0; i < shares.size() && broken == null; i++) {
            broken = LoanBooks.violation(shares.get(i).slots.inactive.first());
        }
        return broken;
    }

    public boolean flushOverflows() {
        return FlushBooks.overflows(workqueue.flush);
    }
}
