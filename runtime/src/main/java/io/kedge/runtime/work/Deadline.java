package io.kedge.runtime.work;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** By when an instance of an item shall have ended; also the item's node in the heap of a pool that starts by deadline. */
public final class Deadline {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WorkItem item;       // C
    private final long nanos;          // C   after its queueing, 1 or more
    private final boolean onlyOrders;  // C   nobody has asked for it
    private long dueNanos;             // the item's owner; the holder of the pool's lock while it is queued
    private long arrival;              // L   number of its arrival in the heap
    @Nullable Deadline left;           // L   for DueHeap, as those that follow
    @Nullable Deadline right;          // L
    @Nullable Deadline parent;         // L
    int rank;                          // L   nodes on the way to the right end, 0 while it is in no heap

    Deadline(WorkItem item, long nanos) {
        this(item, nanos, false);
    }

    private Deadline(WorkItem item, long nanos, boolean onlyOrders) {
        this.item = item;
        this.nanos = nanos;
        this.onlyOrders = onlyOrders;
    }

    /** {@return what an item without a deadline is ordered by among others: 1 s after its queueing; nothing is missed then} */
    static Deadline patienceOf(WorkItem item) {
        return new Deadline(item, PATIENCE_NANOS, true);
    }

    void queuedAt(long nowNanos) {
        dueNanos = nowNanos + nanos;
    }

    /** {@return when the instance that is pending is due} To be compared by difference. */
    public long dueNanos() {
        return dueNanos;
    }

    /** {@return whether it only says which item starts first} */
    public boolean onlyOrders() {
        return onlyOrders;
    }

    WorkItem item() {
        return item;
    }

    void arrives(long number) {
        arrival = number;
        rank = 1;
    }

    /** {@return whether this one is due earlier, or at the same time and came earlier} */
    boolean isBefore(Deadline other) {
        long difference = dueNanos - other.dueNanos;
        return difference < 0 || difference == 0 && arrival < other.arrival;
    }
}
