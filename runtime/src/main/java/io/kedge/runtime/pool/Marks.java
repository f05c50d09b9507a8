package io.kedge.runtime.pool;

import io.kedge.runtime.work.FunctionProfile;
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
     * Takes the slot from a carrier whose worker sleeps in native code, if it still does the same work as when it was
     * looked at and other work waits.
     *
     * @return whether that was so
     */
    public boolean handOffSleeper(Carrier carrier, long epochSeen) {
        pool.lock();
        try {
            Worker worker = othersWaitFor(carrier, epochSeen);
            FunctionProfile function = worker == null ? null : worker.profile();
            if (worker == null || function == null) {
                return false;
            }
            worker.blocked = true;
            function.caughtAsleep();
            handOffLocked(worker, HandOff.NATIVE);
            return true;
        } finally {
            pool.unlockAndWake();
        }
    }

    /**
     * Takes the slot from a carrier whose worker hogs its CPU, under the conditions of {@link #handOffSleeper}: the item
     * is CPU intensive until it ends (R49).
     *
     * @return the function that is marked by this call, for the report; null if none was
     */
    public @Nullable FunctionProfile handOffHog(Carrier carrier, long epochSeen) {
        pool.lock();
        try {
            Worker worker = othersWaitFor(carrier, epochSeen);
            Share share = worker == null ? null : worker.share();
            if (worker == null || share == null || worker.cpuIntensive) {
                return null;   // marked already, or by its workqueue
            }
            worker.cpuIntensive = true;
            worker.hog = true;
            hogs = hogs + 1;
            share.foundCpuIntensiveLocked();
            handOffLocked(worker, HandOff.HOG);
            return worker.profile();
        } finally {
            pool.unlockAndWake();
        }
    }

    private void handOffLocked(Worker worker, HandOff reason) {
        if (pool.concurrency.stepAside(worker)) {
            pool.counters.count(reason);
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

    /** {@return the carrier's worker, if it still runs the item it ran at the look, and other work waits} */
    private @Nullable Worker othersWaitFor(Carrier carrier, long epochSeen) {
        Worker worker = stillAt(carrier, epochSeen);
        return worker != null && worker.current() != null && !worker.rebound && pool.concurrency.othersWaitFor(worker) ? worker : null;
    }

    private static @Nullable Worker stillAt(Carrier carrier, long epochSeen) {
        Worker worker = carrier.mounted;
        return worker != null && carrier.epoch() == epochSeen && worker.carrier == carrier ? worker : null;
    }
}
