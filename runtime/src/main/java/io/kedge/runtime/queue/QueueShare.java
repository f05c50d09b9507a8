package io.kedge.runtime.queue;

import io.kedge.runtime.flush.ColourCount;
import io.kedge.runtime.flush.FlushedShare;
import io.kedge.runtime.flush.WorkqueueFlush;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.ItemList;
import io.kedge.runtime.work.WorkItem;

/**
 * One workqueue on one pool (kernel: pool_workqueue): how much of it is active, what waits for a slot, what has been
 * counted. All fields but the constants belong to the holder of the pool's lock.
 */
final class QueueShare implements Share, FlushedShare {
    private final EngineWorkqueue workqueue;   // C
    private final WorkerPool pool;             // C
    private final ColourCount colours;         // L
    final ItemList inactive = new ItemList();  // L   items beyond the limit, oldest first
    private final ShareCounters counters = new ShareCounters();  // L
    int active;                        // L   on the worklist, assigned or running
    int limit;                         // L   0 while frozen

    /** Makes a share on which nothing may be active before it is told its limit. */
    QueueShare(EngineWorkqueue workqueue, WorkerPool pool, WorkqueueFlush flush) {
        this.workqueue = workqueue;
        this.pool = pool;
        this.colours = new ColourCount(flush);
    }

    WorkerPool pool() {
        return pool;
    }

    /** Queues an owned item: on the worklist if a slot is free and nobody waits for one, else behind those who do (R28). */
    void enqueueLocked(WorkItem item) {
        int colour = colours.enterLocked();
        counters.queued++;
        if (inactive.isEmpty() && active < limit) {
            active++;
            pool.insertLocked(item, this, colour);
        } else {
            inactive.addLast(item);
            pool.insertInactiveLocked(item, this, colour);
        }
    }

    /** Changes the limit: items that wait for a slot get what has become free, those that have one keep it (R70). */
    void limit(int newLimit) {
        pool.lock();
        try {
            limit = newLimit;
            activateNextLocked();
            pool.kickLocked();
        } finally {
            pool.unlockAndWake();
        }
    }

    /** {@return whether no item is active or waits for a slot} */
    boolean isEmpty() {
        pool.lock();
        try {
            return active == 0 && inactive.isEmpty();
        } finally {
            pool.unlockAndWake();
        }
    }

    boolean hasActive() {
        pool.lock();
        try {
            return active > 0;
        } finally {
            pool.unlockAndWake();
        }
    }

    /** {@return whether items wait for a slot} */
    boolean isCongested() {
        pool.lock();
        try {
            return !inactive.isEmpty();
        } finally {
            pool.unlockAndWake();
        }
    }

    void addTo(ShareCounters sum) {
        pool.lock();
        try {
            sum.add(counters);
        } finally {
            pool.unlockAndWake();
        }
    }

    private void leaveLocked(int colour) {
        pool.releaseLaterLocked(colours.leaveLocked(colour));
    }

    /** Gives free slots to the oldest inactive items. */
    private void activateNextLocked() {
        assert pool.lockIsMine() : "the pool's lock is needed to activate items";
        while (active < limit && !inactive.isEmpty()) {
            WorkItem item = inactive.pollFirst();
            if (item != null) {
                active++;
                pool.activateLocked(item);
            }
        }
    }

    // ---- Share

    @Override
    public Object workqueue() {
        return workqueue;
    }

    @Override
    public String workqueueName() {
        return workqueue.name();
    }

    @Override
    public boolean cpuIntensive() {
        return workqueue.spec().has(Flag.CPU_INTENSIVE);
    }

    @Override
    public void startedLocked(long delayNanos) {
        counters.started++;
        counters.delayNanos += Math.max(0, delayNanos);
    }

    @Override
    public void endedLocked(int colour, boolean failed) {
        counters.completed++;
        if (failed) {
            counters.failed++;
        }
        active--;
        activateNextLocked();
        leaveLocked(colour);
    }

    @Override
    public void takenOffLocked(WorkItem item, int colour, boolean wasActive) {
        counters.cancelled++;
        if (wasActive) {
            active--;
            activateNextLocked();
        } else {
            inactive.remove(item);
        }
        leaveLocked(colour);
    }

    @Override
    public void wokeAnotherLocked() {
        counters.cmWakeup++;
    }

    @Override
    public void foundCpuIntensiveLocked() {
        counters.cpuIntensive++;
    }

    // ---- FlushedShare

    @Override
    public void lock() {
        pool.lock();
    }

    @Override
    public void unlockAndWake() {
        pool.unlockAndWake();
    }

    @Override
    public ColourCount colours() {
        return colours;
    }
}
