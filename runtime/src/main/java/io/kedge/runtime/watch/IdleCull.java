package io.kedge.runtime.watch;

import java.util.List;

import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.work.NanoClock;

/**
 * Ends workers that have been idle for long, as many as pools do not keep (spec section 5.9). It takes turns on the timer's
 * thread, where the kernel has a deferrable timer and a job; it asks for none while no pool has too many. When memory is
 * short it ends such workers, and all idle carriers but one of each pool, at once.
 */
public final class IdleCull {
    private static final int AT_ONCE = 16;   // so that no timer waits behind many ends

    private final List<WorkerPool> pools;    // C
    private final long idleNanos;            // C
    private final NanoClock clock;           // C
    private volatile boolean called;         // A
    private volatile boolean squeezed;       // A
    private boolean armed;                   // who takes the turns: dueNanos is valid
    private long dueNanos;                   // who takes the turns

    /** Culls workers that have been idle for so long. */
    public IdleCull(List<WorkerPool> pools, long idleNanos, NanoClock clock) {
        this.pools = pools;
        this.idleNanos = idleNanos;
        this.clock = clock;
    }

    /** Some pool has too many idle workers: the next turn looks when they have been idle for long enough. Any thread. */
    public void call() {
        called = true;
    }

    /** Memory is short: the next turns end what is idle at once, as far as pools do not keep it. Any thread. */
    public void squeeze() {
        squeezed = true;
    }

    /** Ends who is to be ended. One thread only. @return nanoseconds until the next turn; {@link Long#MAX_VALUE}: when called */
    public long turn() {
        if (squeezed) {
            squeezed = false;
            if (endAtOnce()) {
                squeezed = true;   // there may be more
                return 0;
            }
        }
        if (!called && !armed) {
            return Long.MAX_VALUE;
        }
        long nowNanos = clock.nowNanos();
        if (!called && dueNanos - nowNanos > 0) {
            return dueNanos - nowNanos;
        }
        called = false;
        long waitNanos = Long.MAX_VALUE;
        for (WorkerPool pool : pools) {
            waitNanos = Math.min(waitNanos, cull(pool));
        }
        armed = waitNanos != Long.MAX_VALUE;
        dueNanos = nowNanos + waitNanos;
        return waitNanos;
    }

    /** @return whether some pool had to be left before it was done */
    private boolean endAtOnce() {
        boolean more = false;
        for (WorkerPool pool : pools) {
            pool.carriers().dismissIdle();
            int ended = 0;
            while (ended < AT_ONCE && pool.manager().endOldestNow()) {
                ended++;
            }
            more |= ended == AT_ONCE;
        }
        return more;
    }

    private long cull(WorkerPool pool) {
        long waitNanos = 0;
        for (int ended = 0; ended < AT_ONCE && waitNanos == 0; ended++) {
            waitNanos = pool.manager().endOldest(idleNanos);
        }
        return waitNanos;
    }
}
