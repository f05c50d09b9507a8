package io.kedge.runtime.pool;

import io.kedge.runtime.work.NanoClock;

/**
 * How many managed workers more than one are runnable in a pool, and for how long that has been so. It follows nr_running;
 * the clock is read only when a surplus begins or ends. Caller holds the pool's lock, always.
 */
final class Surplus {
    private final NanoClock clock;   // C
    private int now;                 // L
    private int most;                // L
    private long sinceNanos;         // L   while now > 0
    private long endedNanos;         // L   the sum of those that have ended

    Surplus(NanoClock clock) {
        this.clock = clock;
    }

    /** So many managed workers are runnable from now on. */
    void follow(int running) {
        int before = now;
        now = Math.max(0, running - 1);
        most = Math.max(most, now);
        if (before == 0 && now > 0) {
            sinceNanos = clock.nowNanos();
        } else if (before > 0 && now == 0) {
            endedNanos += clock.nowNanos() - sinceNanos;
        }
    }

    int now() {
        return now;
    }

    int most() {
        return most;
    }

    /** {@return how long there was one, altogether, up to now} */
    long nanos() {
        return now == 0 ? endedNanos : endedNanos + clock.nowNanos() - sinceNanos;
    }
}
