package io.kedge.runtime.pool;

import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Workers by the item they run (kernel: busy_hash). Caller holds the pool's lock. */
final class BusyTable {
    private static final int BUCKETS = 64;

    final @Nullable Worker[] buckets = new @Nullable Worker[BUCKETS];

    void add(Worker worker, WorkItem item) {
        int bucket = bucketOf(item);
        worker.nextBusy = buckets[bucket];
        buckets[bucket] = worker;
    }

    void remove(Worker worker, WorkItem item) {
        int bucket = bucketOf(item);
        Worker at = buckets[bucket];
        if (at == worker) {
            buckets[bucket] = worker.nextBusy;
        } else {
            while (at != null && at.nextBusy != worker) {
                at = at.nextBusy;
            }
            requireNonNull(at, "a busy worker is not in the table");
            at.nextBusy = worker.nextBusy;
        }
        worker.nextBusy = null;
    }

    /** {@return the worker that runs the item with its present function, null if none does} */
    @Nullable Worker find(WorkItem item) {
        Worker worker = buckets[bucketOf(item)];
        while (worker != null && !worker.runs(item)) {
            worker = worker.nextBusy;
        }
        return worker;
    }

    /** {@return the rescuer that comes after this one; the first for null} */
    @Nullable Worker rescuerAfter(@Nullable Worker rescuer) {
        WorkItem item = rescuer == null ? null : rescuer.current();
        Worker at = rescuer == null ? null : rescuer.nextBusy;
        for (int bucket = item == null ? -1 : bucketOf(item); ; at = buckets[bucket]) {
            while (at != null && !at.rescuer) {
                at = at.nextBusy;
            }
            if (at != null || ++bucket == BUCKETS) {
                return at;
            }
        }
    }

    private static int bucketOf(WorkItem item) {
        return System.identityHashCode(item) & BUCKETS - 1;
    }
}
