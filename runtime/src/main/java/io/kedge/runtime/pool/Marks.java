package io.kedge.runtime.pool;

import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** What the tick does to a pool: takes slots from carriers that make no progress, and corrects itself. */
@SuppressWarnings("NonAtomicVolatileUpdate")   // the pool's lock is held for each change
public final class Marks {
    private final WorkerPool pool;   // C
    private volatile int hogs;       // written under the pool's lock: running items that the tick has marked

    Marks(WorkerPool pool) {
        this.pool = pool;
    }

    /** {@return items that were marked as hogs and have not ended; a snapshot} */
    public int hogs() {
        return hogs;
    }

    void hogEndedLocked() {
        hogs = hogs - 1;
    }

    /**
     * Takes the slot from a carrier whose worker sleeps in native code or hogs its CPU, if it still does the same work as
     * when it was looked at and other work waits.
     *
     * @return whether that was so
     */
    public boolean handOff(Carrier carrier, long epochSeen, HandOff reason) {
        pool.lock();
        try {
            Worker worker = stillAt(carrier, epochSeen);
            WorkItem item = worker == null ? null : worker.current();
            if (worker == null || item == null || !pool.concurrency.workWaits()) {
                return false;
            }
            if (reason == HandOff.HOG) {
                markHog(worker);
            } else {
                worker.blocked = true;
                item.profile().caughtAsleep();
            }
            if (pool.concurrency.stepAside(worker)) {
                pool.counters.count(reason);
            }
            return true;
        } finally {
            pool.unlockAndWake();
        }
    }

    /** A worker that was taken for asleep in native code runs: it counts again, without a slot (R32, R33). */
    public void seenRunning(Carrier carrier, long epochSeen) {
        pool.lock();
        try {
            Worker worker = stillAt(carrier, epochSeen);
            if (worker != null && worker.blocked && worker.brackets == 0) {
                worker.blocked = false;
                pool.concurrency.recount(worker);
                if (!worker.sleeper) {
                    pool.counters.falseHandOffs++;
                }
            }
        } finally {
            pool.unlockAndWake();
        }
    }

    /** {@return whether the carrier's worker is taken for asleep in native code, or said so} */
    public boolean isBlocked(Carrier carrier, long epochSeen) {
        pool.lock();
        try {
            Worker worker = stillAt(carrier, epochSeen);
            return worker != null && worker.blocked;
        } finally {
            pool.unlockAndWake();
        }
    }

    private static @Nullable Worker stillAt(Carrier carrier, long epochSeen) {
        Worker worker = carrier.mounted;
        return worker != null && carrier.epoch() == epochSeen && worker.carrier == carrier ? worker : null;
    }

    private void markHog(Worker worker) {
        Share share = worker.share();
        if (worker.cpuIntensive || share == null) {
            return;   // marked already, or by its workqueue
        }
        worker.cpuIntensive = true;
        worker.hog = true;
        hogs = hogs + 1;
        share.foundCpuIntensiveLocked();
    }
}
