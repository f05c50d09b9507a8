package io.kedge.runtime.queue;

import java.util.concurrent.locks.ReentrantLock;

import io.kedge.runtime.queue.WorkqueueSpec.Flag;

/**
 * How many items of a workqueue may be active: what was asked for, and what its shares are told. The two differ while the
 * workqueue is frozen; what is asked for meanwhile takes effect at the thaw (R136).
 */
final class Limits {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    private final WorkqueueSpec spec;                          // C
    private final ShareTable shares;                           // C
    private final ReentrantLock mutex = new ReentrantLock();   // held for changes; outside any pool's lock
    private volatile int max;                                  // written under mutex
    private volatile int min;                                  // written under mutex
    private boolean frozen;                                    // mutex

    /** Tells the shares their first limits. */
    Limits(WorkqueueSpec spec, ShareTable shares, boolean frozen) {
        this.spec = spec;
        this.shares = shares;
        this.max = spec.maxActive();
        this.min = Math.min(max, WorkqueueSpec.DEFAULT_MIN_ACTIVE);
        this.frozen = frozen;
        tellShares();
    }

    int max() {
        return max;
    }

    int min() {
        return min;
    }

    void changeMax(int asked) {
        if (spec.has(Flag.ORDERED)) {
            warn("max_active of workqueue " + spec.name() + " stays 1: it is ordered; make an unbound one for more at a time");
            return;
        }
        if (spec.has(Flag.BH)) {
            warn("max_active of workqueue " + spec.name() + " stays without limit: BH items run one after the other anyway");
            return;
        }
        int limit = clamp("max_active", asked, 1, WorkqueueSpec.MAX_ACTIVE);
        mutex.lock();
        try {
            max = limit;
            min = Math.min(min, limit);
            tellShares();
        } finally {
            mutex.unlock();
        }
    }

    void changeMin(int asked) {
        if (!spec.has(Flag.UNBOUND) || spec.has(Flag.ORDERED)) {
            warn("min_active of workqueue " + spec.name() + " stays " + min + ": only an unbound one that is not ordered has a"
                    + " minimum for each node");
            return;
        }
        mutex.lock();
        try {
            min = clamp("min_active", asked, 0, max);
            tellShares();
        } finally {
            mutex.unlock();
        }
    }

    void freeze(boolean freeze) {
        mutex.lock();
        try {
            frozen = freeze;
            tellShares();
        } finally {
            mutex.unlock();
        }
    }

    private void tellShares() {
        shares.limit(frozen ? 0 : max, frozen ? 0 : min);
    }

    private int clamp(String what, int asked, int least, int most) {
        int limit = Math.clamp(asked, least, most);
        if (limit != asked) {
            warn(what + " of workqueue " + spec.name() + " was " + asked + "; it is " + limit + " (" + least + " to " + most + ")");
        }
        return limit;
    }

    private static void warn(String what) {
        LOG.log(System.Logger.Level.WARNING, what);
    }
}
