package io.kedge.runtime.pool;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkerInfo;

/** What observers see of a pool. Each look takes the pool's lock for a moment. */
final class PoolView {
    private final WorkerPool pool;   // C

    PoolView(WorkerPool pool) {
        this.pool = pool;
    }

    PoolStats stats() {
        pool.lock();
        try {
            return pool.counters.toStats(pool.spec(), pool.concurrency, pool.worklist.size());
        } finally {
            pool.unlockAndWake();
        }
    }

    /** {@return its workers, and the rescuers that run its items, in no order} */
    List<WorkerInfo> workers() {
        List<WorkerInfo> workers = new ArrayList<>();
        pool.lock();
        try {
            Roster roster = pool.concurrency.roster;
            for (Worker worker = roster.after(null); worker != null; worker = roster.after(worker)) {
                workers.add(worker.infoLocked(pool.time.nowNanos()));
            }
            for (Worker rescuer = pool.busy.rescuerAfter(null); rescuer != null; rescuer = pool.busy.rescuerAfter(rescuer)) {
                workers.add(rescuer.infoLocked(pool.time.nowNanos()));
            }
        } finally {
            pool.unlockAndWake();
        }
        return workers;
    }
}
