package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.carrier.CarrierThread;
import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.MountPoint;
import io.kedge.runtime.carrier.Pod;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier does, step by step: settles the mount that ended, takes a worker, mounts it. It starts items from the
 * worklist only while it holds a slot of its pool; without one it mounts workers that run aside (DESIGN D2).
 *
 * <pre>
 *   C    constant after construction
 *   L    the holder of the pool's lock
 *   Lv   written under the lock, read by the tick (volatile)
 * </pre>
 */
public final class Carrier implements CarrierThread.Body {
    private final WorkerPool pool;               // C
    private volatile int tid;                    // written once, by its thread
    private volatile boolean ended;              // written once, by its thread, or by who could not start it
    private volatile long epoch;                 // Lv  changes with each mount that follows a sleep, and each item
    private volatile @Nullable CarrierRunner runner; // written once, before it starts
    private final CpuMeter meter = new CpuMeter(); // L, by its thread
    private final @Nullable LentNice nice;       // C   null if classes are not lent
    private boolean parked;                      // its thread: its latest step had it wait
    private boolean repatriated;                 // its thread: was found outside the pod, and no item has begun since
    @Nullable Worker mounted;                    // L   until the mount is settled
    long mountNo;                                // L   of the mounted worker's mount
    boolean lastYielded;                         // L   the last mount ended without a sleep
    boolean hasSlot;                             // L
    boolean idle;                                // L   on the pool's stack of idle carriers
    boolean starved;                             // L   while idle: found no worker for what waits, and tries again
    boolean away;                                // C   made to run on other CPUs than the pool's, which was offline
    boolean dismissed;                           // L   shall end if there is nothing to do, however short it was idle
    @Nullable Carrier nextIdle;                  // L
    @Nullable Carrier nextToWake;                // L, then its waker

    Carrier(WorkerPool pool) {
        this.pool = pool;
        this.nice = pool.loans == null ? null : new LentNice(pool.spec().nice());
    }

    public WorkerPool pool() {
        return pool;
    }

    /** {@return the kernel's id of its thread, 0 before it has started} */
    public int tid() {
        return tid;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** {@return a number that differs whenever the carrier has mounted a worker or started an item meanwhile} */
    public long epoch() {
        return epoch;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")   // one writer at a time: the holder of the lock
    void advanceLocked() {
        epoch++;
    }

    /** An item begins on this carrier, or goes on. Called by its thread. */
    void meterLocked(Share share, long nowNanos) {
        meter.begin(share.times(), nowNanos);
    }

    boolean metersLocked(Share share) {
        return meter.isFor(share.times());
    }

    /** What went on on this carrier has ended, if something did. Called by its thread. */
    void endMeteringLocked(long nowNanos) {
        long cpuNanos = meter.end(nowNanos, runner);
        PoolLoad load = pool.view().load;
        if (load != null) {
            load.usedLocked(cpuNanos, nowNanos);
        }
    }

    void calibrateLocked(long nowNanos) {
        CarrierRunner own = runner;
        if (own != null) {
            meter.calibrate(nowNanos, own);
        }
    }

    void runner(CarrierRunner itsRunner) {
        runner = itsRunner;
    }

    void wake() {
        CarrierRunner sleeping = runner;
        if (sleeping != null) {
            sleeping.wake();
        }
    }

    /** Its CPUs are there again: binds its thread to them. No lock held. */
    void comeHome() {
        CarrierRunner strayed = runner;
        if (strayed != null) {
            strayed.comeHome();
        }
    }

    @Override
    public void onStart(int itsTid) {
        tid = itsTid;
        pool.carriers().arrived(this);
    }

    @Override
    public Step step(boolean idleTooLong) {
        Step next = settleAndPick(idleTooLong);
        Worker worker = mounted;   // this thread alone sets it, in the line above
        if (worker != null) {
            mount(worker);
        }
        return next;
    }

    /** The first half of a step, with {@link #mounted} set if there is a second. */
    Step settleAndPick(boolean idleTooLong) {
        if (parked) {
            returnToPod();
        }
        Step next = pool.carriers().settleAndPick(this, idleTooLong);
        parked = next == Step.PARK;
        return next;
    }

    private void returnToPod() {
        CarrierRunner own = runner;
        Pod pod = pool.carriers().pod();
        if (own != null && pod != null && own.returnTo(pod)) {
            repatriated = true;
        }
    }

    /** {@return whether it has been brought back to its pod since it was asked this last} Called by its thread. */
    boolean takeRepatriated() {
        boolean was = repatriated;
        repatriated = false;
        return was;
    }

    /** No thread could be had for it. */
    void neverStarted() {
        ended = true;
    }

    @Override
    public void onStray() {
        pool.strayed();
    }

    @Override
    public void onEnd() {
        ended = true;
        pool.carriers().ended();
    }

    /** The second half of a step: runs the worker until its mount ends. */
    void mount(Worker worker) {
        MountPoint.noteMounted(worker);
        try {
            followClassOf(worker);
            worker.strand.mount();
        } catch (Throwable thrown) {   // the JDK failed, not the item: the carrier must live
            pool.reportCallbackFailure(thrown);
        } finally {
            MountPoint.noteMounted(null);
            followClassOf(null);
        }
    }

    /** Its thread, which calls, gets the nice value of what it carries; its own again, if null. */
    void followClassOf(@Nullable Worker carried) {
        CarrierRunner own = runner;
        if (nice != null && own != null) {
            nice.become(carried == null ? pool.spec().nice() : carried.nice(), own);
        }
    }

    /** Waits until its thread has ended, at most this long. */
    void join(long millis) throws InterruptedException {
        CarrierRunner ending = runner;
        if (ending != null) {
            ending.awaitEnd(millis);
        }
    }
}
