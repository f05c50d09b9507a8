package io.kedge.runtime.sim;

import io.kedge.runtime.pool.PoolBooks;
import io.kedge.runtime.pool.WorkerPool;

/** A pool, and what the oracles remember of it from step to step. */
final class WatchedPool {
    final WorkerPool pool;
    final PoolBooks books;
    long movedNanos;        // when its work last began to wait, or went on
    long progressNanos;     // when it last started an item, or had none on its worklist
    boolean waits;          // after the latest step
    int carriersBefore;     // after the latest step
    long squeezedBefore;    // workers ended for want of memory
    long wantedSinceNanos = -1; // since when a thread is wanted; -1: none is
    long idlySinceNanos = -1;   // since when an item waits for a thread, and its rescuer is idle; -1: none does

    WatchedPool(WorkerPool pool) {
        this.pool = pool;
        this.books = new PoolBooks(pool);
    }
}
