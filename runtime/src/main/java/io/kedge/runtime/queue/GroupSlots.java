package io.kedge.runtime.queue;

import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.pool.PoolLock;
import io.kedge.runtime.pool.RunTimes;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.timer.Timer;
import io.kedge.runtime.work.DelayTarget;
import io.kedge.runtime.work.NanoClock;
import io.kedge.runtime.work.WorkItem;

/**
 * The slots of a group. While it has used more CPU time than its share it is throttled: then there are none, and if somebody waits
 * one entry of the timer says when to look again.
 *
 * <p>Whenever shares wait while it is throttled, the timer is armed, or somebody is on the way to arm it.
 *
 * <pre>
 *   C    constant after construction
 *   A    anyone, atomically
 *   B    the holder of the lock below, which may be taken under a pool's
 *   Bv   written under that lock, read by anyone (volatile)
 * </pre>
 */
@SuppressWarnings("NonAtomicVolatileUpdate")   // one writer at a time: the holder of the lock
final class GroupSlots extends SlotCounter implements RunTimes.CpuPayer, DelayTarget {
    private static final int NO_CPU = -1;

    private final NanoClock clock;                          // C
    private final Timer timer;                              // C
    private final DelayedItem wakeUp;                       // C   never runs: what the timer does with it is to call the group
    private final AtomicLong usedNanos = new AtomicLong();  // A   CPU time
    private final PoolLock lock = new PoolLock();
    private final CpuBudget budget;                         // B
    private final int cpus;                                 // C
    private volatile int askedActive;                       // Bv  0: it was not
    private volatile int cpuShare;                          // Bv  as asked for, percent
    private volatile boolean throttled;                     // Bv
    private volatile boolean armed;                         // Bv  the timer will call, or is about to be armed
    private long latestNanos;                               // B   the latest time that was told
    private long sinceNanos;                                // B   while throttled
    private volatile long throttles;                           // B   how often it was throttled
    private long throttledNanos;                            // B   for how long altogether, up to the latest release

    GroupSlots(GroupBuilder asked, QueueHome home) {
        this.clock = home.clock();
        this.timer = home.timer();
        this.wakeUp = new DelayedItem(work -> { });
        this.cpus = home.topology().count();
        this.askedActive = asked.maxActive();
        this.cpuShare = asked.cpuShare();
        this.budget = new CpuBudget(cpus, cpuShare, clock.nowNanos());
        tellLimit(maxActive());
    }

    /** {@return its limit while it is not throttled} What is active is never throttled, so a share needs a limit. */
    int maxActive() {
        int without = cpuShare == CpuBudget.ALL ? Integer.MAX_VALUE : cpus;
        return askedActive == GroupBuilder.NOT_ASKED ? without : askedActive;
    }

    int cpuShare() {
        return cpuShare;
    }

    boolean isThrottled() {
        return throttled;
    }

    boolean isArmed() {
        return armed;
    }

    DelayedItem wakeUp() {
        return wakeUp;
    }

    /** {@return CPU time that the items of its workqueues have used, nanoseconds} */
    long usedNanos() {
        return usedNanos.get();
    }

    /** {@return how often it was throttled} */
    long throttles() {
        return throttles;
    }

    void maxActive(int limit) {
        lock.lock();
        try {
            askedActive = limit;
            tellLimitLocked();
        } finally {
            lock.unlock();
        }
        serve();
    }

    void cpuShare(int percent) {
        long nowNanos = clock.nowNanos();
        lock.lock();
        try {
            budget.share(percent, nowNanos);
            cpuShare = percent;
            latestNanos = nowNanos;
            releaseIfDueLocked(nowNanos);
            throttleIfSpentLocked(nowNanos);
            tellLimitLocked();
        } finally {
            lock.unlock();
        }
        serve();
    }

    @Override
    public void usedLocked(long cpuNanos, long nowNanos) {
        usedNanos.addAndGet(cpuNanos);
        if (cpuShare == CpuBudget.ALL) {
            return;
        }
        lock.lock();
        try {
            budget.use(cpuNanos, nowNanos);
            latestNanos = nowNanos;
            throttleIfSpentLocked(nowNanos);
        } finally {
            lock.unlock();
        }
    }

    private void throttleIfSpentLocked(long nowNanos) {
        if (!throttled && budget.isSpent(nowNanos)) {
            throttled = true;
            throttles++;
            sinceNanos = nowNanos;
            tellLimitLocked();
        }
    }

    @Override
    boolean takeOrWaitLocked(Turn turn) {
        if (throttled) {
            look();
        }
        return super.takeOrWaitLocked(turn);
    }

    /** Time may have passed while nobody waited. Who waits is called by the timer. */
    private void look() {
        long nowNanos = clock.nowNanos();
        lock.lock();
        try {
            latestNanos = nowNanos;
            if (waiting() == 0) {
                releaseIfDueLocked(nowNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void releaseIfDueLocked(long nowNanos) {
        long dueNanos = cpuShare == CpuBudget.ALL ? nowNanos : budget.enoughNanos();
        if (throttled && NanoClock.isDue(dueNanos, nowNanos)) {
            throttled = false;
            throttledNanos += Math.max(0, dueNanos - sinceNanos);
            tellLimitLocked();
        }
    }

    private void tellLimitLocked() {
        tellLimit(throttled ? 0 : maxActive());
    }

    /** {@return for how long it was throttled, until there was enough CPU time again, as far as has been looked; nanoseconds} */
    long throttledNanos() {
        lock.lock();
        try {
            long openNanos = throttled ? Math.min(budget.enoughNanos() - sinceNanos, latestNanos - sinceNanos) : 0;
            return throttledNanos + Math.max(0, openNanos);
        } finally {
            lock.unlock();
        }
    }

    @Override
    boolean needsServing() {
        return super.needsServing() || needsTimer();
    }

    private boolean needsTimer() {
        return throttled && !armed && waiting() > 0;
    }

    @Override
    void serve() {
        super.serve();
        if (needsTimer()) {
            arm();
        }
    }

    /** No lock is held. The timer looks once in a period, since the share may be raised meanwhile. */
    private void arm() {
        boolean arms;
        long atNanos;
        lock.lock();
        try {
            arms = needsTimer();
            armed |= arms;
            atNanos = latestNanos + Math.clamp(budget.enoughNanos() - latestNanos, 0, CpuBudget.PERIOD_NANOS);
        } finally {
            lock.unlock();
        }
        if (arms && wakeUp.claimForQueueing()) {
            wakeUp.armOwned(timer, this, NO_CPU, atNanos);
        }
    }

    /** The timer calls: it is the time that was told to it. */
    @Override
    public void enqueueOwned(WorkItem item, int cpu) {
        long nowNanos = clock.nowNanos();
        item.letGo();
        lock.lock();
        try {
            armed = false;
            latestNanos = nowNanos;
            releaseIfDueLocked(nowNanos);
        } finally {
            lock.unlock();
        }
        serve();
    }
}
