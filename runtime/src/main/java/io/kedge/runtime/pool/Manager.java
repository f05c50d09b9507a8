package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierThread;
import org.jspecify.annotations.Nullable;

/**
 * Makes the workers of one pool, one at a time, and ends those it does not need (kernel: manage_workers, idle_cull_fn). The
 * kernel's manager is a worker; here it is the carrier that is about to take one up, so no worker is ever managing.
 *
 * <pre>
 *   C   constant after construction
 *   L   the holder of the pool's lock
 * </pre>
 */
public final class Manager {
    private final WorkerPool pool;               // C
    private final PoolSpec.Engine engine;        // C
    private boolean active;                      // L   somebody makes a worker (R57)
    private boolean forBh;                       // L   the worker that is being made shall serve the BH items
    private boolean failed;                      // L   the latest attempt
    private long retryNanos;                     // L   not before this time is it tried again, if failed (R58)

    Manager(WorkerPool pool, PoolSpec.Engine engine) {
        this.pool = pool;
        this.engine = engine;
    }

    /** {@return whether the caller, a carrier that may take a slot, is the manager now: it must call {@link #make}} */
    boolean becomesManagerLocked() {
        if (active || !pool.concurrency.needsWorker() || isCooling()) {
            return false;
        }
        active = true;
        return true;
    }

    /** {@return whether somebody makes a worker, or could not and nobody has since} */
    boolean isTryingLocked() {
        return active || failed;
    }

    /** {@return whether somebody makes a worker, or tries again within a second (R56)} */
    boolean isMakingLocked() {
        return active || isCooling();
    }

    private boolean isCooling() {
        return failed && engine.clock().nowNanos() - retryNanos < 0;
    }

    /** Makes a worker, which goes idle. Called by the manager with no lock held; nobody is manager afterwards. */
    void make() {
        int number = takeNumber();
        Worker made = null;
        try {
            Worker worker = new Worker(pool, number, forBh, engine.strands());
            worker.strand.start();
            made = worker;
        } catch (OutOfMemoryError | RuntimeException noMemoryOrRefused) {
            engine.crew().callbackFailed(noMemoryOrRefused);
        } finally {
            done(made, number);
        }
    }

    private int takeNumber() {
        pool.lock();
        try {
            forBh = pool.concurrency.needsBhWorker();
            return pool.concurrency.roster.takeNumber();
        } finally {
            pool.unlockAndWake();
        }
    }

    private void done(@Nullable Worker made, int number) {
        pool.lock();
        try {
            active = false;
            failed = made == null;
            if (forBh) {
                pool.concurrency.bh.workerMade(made);
            }
            if (failed) {
                retryNanos = engine.clock().nowNanos() + CarrierThread.COOLDOWN_NANOS;
                pool.concurrency.roster.giveNumberBack(number);
            }
        } finally {
            pool.unlockAndWake();
        }
    }

    /**
     * Ends the worker that has been idle for longest, if there are too many and it has been idle for so long (R59, R60).
     * Called with no lock held by a platform thread, which runs the worker to its end: no carrier is needed for that.
     *
     * @return nanoseconds after which there may be one to end; 0: one was ended; {@link Long#MAX_VALUE}: there are not too
     *     many, and the crew will be told when there are
     */
    public long endOldest(long idleNanos) {
        Worker oldest;
        pool.lock();
        try {
            oldest = pool.concurrency.oldestOfTooMany();
            if (oldest == null) {
                return Long.MAX_VALUE;
            }
            long leftNanos = idleNanos - (engine.clock().nowNanos() - oldest.idleSinceNanos);
            if (leftNanos > 0) {
                return leftNanos;
            }
            dismissLocked(oldest);
            pool.counters.culledWorkers++;
        } finally {
            pool.unlockAndWake();
        }
        runToItsEnd(oldest);
        return 0;
    }

    /** Ends the worker that has been idle for longest, if there are too many: memory is short. @return whether there was one */
    public boolean endOldestNow() {
        Worker oldest;
        pool.lock();
        try {
            oldest = pool.concurrency.oldestOfTooMany();
            if (oldest == null) {
                return false;
            }
            dismissLocked(oldest);
            pool.counters.squeezedWorkers++;
        } finally {
            pool.unlockAndWake();
        }
        runToItsEnd(oldest);
        return true;
    }

    /**
     * Ends an idle worker of a pool that ends, on the calling thread: there may be no thread for a carrier that could do it.
     *
     * @return false if there is none, or the caller is a virtual thread, which cannot carry a worker
     */
    boolean endIdleAtTheEnd() {
        Worker worker;
        pool.lock();
        try {
            worker = pool.concurrency.idle.last();
            if (worker == null || !pool.concurrency.ending() || Thread.currentThread().isVirtual()) {
                return false;
            }
            dismissLocked(worker);
        } finally {
            pool.unlockAndWake();
        }
        runToItsEnd(worker);
        return true;
    }

    /** A worker that was about to be idle ends. */
    void perished(Worker worker, Throwable why) {
        pool.lock();
        try {
            pool.concurrency.end(worker);
            pool.concurrency.kick();
        } finally {
            pool.unlockAndWake();
        }
        pool.reportCallbackFailure(why);
    }

    /** An idle worker is to end: the caller runs it to its end, on a thread of its own. */
    private void dismissLocked(Worker worker) {
        pool.concurrency.idle.remove(worker);
        worker.dying = true;
        worker.become(WorkerState.MOUNTED);
        worker.mountNo++;
    }

    private void runToItsEnd(Worker worker) {
        try {
            worker.strand.mount();
        } catch (Throwable thrown) {   // the JDK failed, not the worker: the caller must live
            pool.reportCallbackFailure(thrown);
        }
    }
}
