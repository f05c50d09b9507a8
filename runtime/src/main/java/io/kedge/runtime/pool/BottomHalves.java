package io.kedge.runtime.pool;

import io.kedge.runtime.work.ItemList;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * The BH items of one CPU and the one worker that runs them (kernel: a CPU's two BH pools, which soft interrupts serve; spec
 * R146, DESIGN D14). They go ahead of the other items of the CPU's pool of high priority, in the order in which they were
 * queued, those of high class first. After ten of them, or 2 ms, one of the others is let through. One that sleeps keeps
 * the rest waiting: there is no second worker. Caller holds the pool's lock, always.
 */
final class BottomHalves {
    private static final int BUDGET_ITEMS = 10;               // spec section 5.10
    private static final long BUDGET_NANOS = 2_000_000;

    private final ItemList high = new ItemList();
    private final ItemList normal = new ItemList();
    private @Nullable Worker worker;    // once it was made
    private boolean idle;               // it waits for items
    private boolean refused;            // it could not be made the last time
    private int items;                  // taken since it was mounted
    private long sinceNanos;            // when it was mounted
    private boolean letsOneThrough;     // its budget is used up, and one of the others comes first

    void add(WorkItem item, boolean highClass) {
        (highClass ? high : normal).addLast(item);
    }

    void remove(WorkItem item, boolean highClass) {
        (highClass ? high : normal).remove(item);
    }

    /** {@return the items of a class, for who looks at all of them} */
    ItemList items(boolean highClass) {
        return highClass ? high : normal;
    }

    int size() {
        return high.size() + normal.size();
    }

    boolean isEmpty() {
        return high.isEmpty() && normal.isEmpty();
    }

    /** Is there an item, and a worker to be made for it? */
    boolean needsWorker() {
        return worker == null && !isEmpty();
    }

    /** Is there an item, and the worker free for it? */
    boolean waits() {
        return idle && !isEmpty();
    }

    /** Do they go ahead of the other items now? */
    boolean goFirst() {
        return waits() && !letsOneThrough;
    }

    /** Shall a worker of the others start no more, so that they come next? A worker that cannot be had is not waited for. */
    boolean comeNext() {
        return goFirst() || needsWorker() && !refused && !letsOneThrough;
    }

    /** The worker that was needed is there, and will say that it is idle; null: it could not be had. */
    void workerMade(@Nullable Worker made) {
        worker = made;
        refused = made == null;
    }

    /** One of the other items starts, or another worker goes on. */
    void oneIsThrough() {
        letsOneThrough = false;
    }

    /** {@return 1 if it has a worker, else 0} */
    int workers() {
        return worker == null ? 0 : 1;
    }

    boolean hasIdleWorker() {
        return idle;
    }

    void workerIsIdle() {
        idle = true;
    }

    /** {@return the worker, which is to be mounted; null if it is not idle} */
    @Nullable Worker takeWorker(long nowNanos) {
        if (!idle) {
            return null;
        }
        idle = false;
        renewBudget(nowNanos);
        return worker;
    }

    /** The worker ends. */
    void workerEnded() {
        worker = null;
    }

    /**
     * {@return the next item for the worker, null if there is none, or if others wait and its budget is used up}
     *
     * @param othersWait whether other work of the pool waits for the slot
     */
    @Nullable WorkItem take(boolean othersWait, long nowNanos) {
        if (isEmpty()) {
            return null;
        }
        if (items >= BUDGET_ITEMS || nowNanos - sinceNanos >= BUDGET_NANOS) {
            if (othersWait) {
                letsOneThrough = true;
                return null;
            }
            renewBudget(nowNanos);
        }
        items++;
        return high.isEmpty() ? normal.pollFirst() : high.pollFirst();
    }

    private void renewBudget(long nowNanos) {
        items = 0;
        sinceNanos = nowNanos;
    }
}
