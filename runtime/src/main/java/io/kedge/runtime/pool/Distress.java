package io.kedge.runtime.pool;

import io.kedge.runtime.work.NanoClock;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * A pool's want of a thread: since when, whom it calls, and what the called ones take (spec sections 5.8 and 8).
 *
 * <pre>
 *   L   the holder of the pool's lock
 * </pre>
 */
public final class Distress {
    private final WorkerPool pool;               // C
    private final NanoClock clock;               // C
    private boolean wanted;                      // L   a thread
    private long wantedNanos;                    // L   while wanted: since when
    private boolean called;                      // L   while wanted: rescuers
    private long callNanos;                      // L   while called: when again
    private long stuckNanos;                     // L   while wanted: since when no worker has been mounted
    private long mounts;                         // L   at the latest look
    private boolean told;                        // L   while wanted and stuck: that items starve

    Distress(WorkerPool pool, NanoClock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Does work wait for a carrier or a worker that somebody tries to make? (kernel: need_to_create_worker) */
    boolean wantsThreadLocked() {
        Concurrency now = pool.concurrency;
        boolean carrier = now.slots.hasFree() && now.needsHolder() && now.slots.wishOpen();
        boolean worker = now.needsMoreWorker() && now.idle.isEmpty() && pool.manager().isTryingLocked();
        return carrier || worker;
    }

    /** The lock is about to be released. @return whether a thread is wanted from now on: the crew shall be told */
    boolean beforeUnlock() {
        boolean wantedNow = wantsThreadLocked();
        if (wantedNow == wanted) {
            return false;
        }
        wanted = wantedNow;
        if (wanted) {
            wantedNanos = clock.nowNanos();
            called = false;
            goesOnLocked(wantedNanos);
        } else {
            pool.concurrency.withdrawNeedlessWish();
        }
        return wanted;
    }

    private void goesOnLocked(long nowNanos) {
        mounts = pool.counters.mounts;
        stuckNanos = nowNanos;
        told = false;
    }

    /**
     * Calls the rescuers if a thread has been wanted for long enough (R129). The timer's thread only, when a thread is
     * wanted and then as often as this says. Allocates nothing.
     *
     * @return nanoseconds until the next look; {@link Long#MAX_VALUE}: no thread is wanted
     */
    public long turn(MaydayPace pace) {
        long waitNanos = Long.MAX_VALUE;
        Mayday calls = null;
        pool.lock();
        try {
            if (wanted) {
                long nowNanos = clock.nowNanos();
                if (mounts != pool.counters.mounts) {
                    goesOnLocked(nowNanos);
                }
                long dueNanos = called ? callNanos : wantedNanos + pace.firstNanos();
                if (NanoClock.isDue(dueNanos, nowNanos)) {
                    calls = callLocked();
                    called = true;
                    dueNanos = nowNanos + pace.everyNanos();
                    callNanos = dueNanos;
                }
                waitNanos = dueNanos - nowNanos;
            }
        } finally {
            pool.unlockAndWake();
        }
        Mayday.wakeAll(calls);
        return waitNanos;
    }

    /** Calls the rescuer of each workqueue that has items on the worklist. @return those to wake */
    private @Nullable Mayday callLocked() {
        Mayday called = null;
        for (WorkItem item = pool.worklist.first(); item != null; item = pool.worklist.after(item)) {
            Mayday call = item.placement() instanceof Share share ? share.mayday() : null;
            if (call != null && call.callLocked()) {
                called = call.toWakeBefore(called);
            }
        }
        return called;
    }

    /**
     * {@return for how long nothing has gone on here for want of a thread, in nanoseconds, if items wait that no rescuer
     * takes, or workers that can go on; 0 if it has not, or {@link #told} was called since} The timer's thread only.
     */
    public long starvedNanos() {
        pool.lock();
        try {
            boolean starves = wanted && !told && mounts == pool.counters.mounts && waitsForNoRescuerLocked();
            return starves ? clock.nowNanos() - stuckNanos : 0;
        } finally {
            pool.unlockAndWake();
        }
    }

    /** It has been said that items starve here: not again before something goes on. The timer's thread only. */
    public void told() {
        pool.lock();
        try {
            told = true;
        } finally {
            pool.unlockAndWake();
        }
    }

    private boolean waitsForNoRescuerLocked() {
        if (!pool.concurrency.resumed.isEmpty() || !pool.concurrency.bh.isEmpty()) {
            return true;
        }
        for (WorkItem item = pool.worklist.first(); item != null; item = pool.worklist.after(item)) {
            if (item.placement() instanceof Share share && share.mayday() == null) {
                return true;
            }
        }
        return false;
    }

    // ---- for the rescuer that has come

    /** {@return the first item for it, null if it is not needed any more} */
    @Nullable WorkItem come(Mayday call) {
        pool.lock();
        try {
            call.picked = 0;
            call.rescuer.meterLocked().calibrate(clock.nowNanos(), call.rescuer.thread());
            return startNextLocked(call);
        } finally {
            pool.unlockAndWake();
        }
    }

    /** Ends the item that it has run and gives it the next one. @return null: it shall leave; regular workers go on */
    @Nullable WorkItem next(Mayday call) {
        pool.lock();
        try {
            call.rescuer.meterLocked().end(clock.nowNanos(), call.rescuer.thread());
            pool.endItemLocked(call.worker);
            return startNextLocked(call);
        } finally {
            pool.unlockAndWake();
        }
    }

    private @Nullable WorkItem startNextLocked(Mayday call) {
        WorkItem item = call.worker.takeAgainLocked();
        if (item == null && takesMoreLocked(call)) {
            item = takeLocked(call.share);
            if (item != null) {
                call.picked++;
                call.share.rescuedLocked();
            }
        }
        if (item != null) {
            pool.startItemLocked(call.worker, item);
            call.rescuer.meterLocked().begin(call.share.times(), clock.nowNanos());
        }
        pool.concurrency.kick();   // also when it leaves: else those that wait might be left to nobody
        return item;
    }

    /**
     * Shall it take another item of the share? Not if another share calls and it has taken a batch here: then it comes
     * back later (R132).
     */
    private boolean takesMoreLocked(Mayday call) {
        boolean othersCall = call.rescuer.isCalled();
        if (!wantsThreadLocked()) {
            return !othersCall && isTryingLocked();   // most likely the shortage is not over
        }
        if (call.picked > Rescuer.BATCH && othersCall) {
            if (hasItemOfLocked(call.share)) {
                call.callLocked();
            }
            return false;
        }
        return true;
    }

    private boolean isTryingLocked() {
        return pool.concurrency.slots.wishOpen() || pool.manager().isMakingLocked();
    }

    /** Takes the share's first item that no worker of this pool runs; one that is running goes to its worker (R19). */
    private @Nullable WorkItem takeLocked(Share share) {
        WorkItem following;
        for (WorkItem item = pool.worklist.first(); item != null; item = following) {
            following = pool.worklist.after(item);
            if (item.placement() == share) {
                pool.worklists.remove(item, share);
                if (pool.worklists.assign(item)) {
                    return item;
                }
            }
        }
        return null;
    }

    private boolean hasItemOfLocked(Share share) {
        WorkItem item = pool.worklist.first();
        while (item != null && item.placement() != share) {
            item = pool.worklist.after(item);
        }
        return item != null;
    }
}
