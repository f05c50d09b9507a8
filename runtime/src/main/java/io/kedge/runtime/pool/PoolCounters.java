package io.kedge.runtime.pool;

import java.util.concurrent.TimeUnit;

import io.kedge.runtime.inspect.PoolStats;

/** What a pool has counted since it was made. Written under the pool's lock, which the reader takes for a moment. */
final class PoolCounters {
    long mounts;
    long progressNanos;   // when an item was started, or came to an empty worklist
    private boolean began;   // progressNanos says something
    long falseHandOffs;
    long culledWorkers;
    long squeezedWorkers;
    long brakedCarriers;
    long squeezedCarriers;
    private final long[] handOffs = new long[HandOff.values().length];

    void count(HandOff reason) {
        handOffs[reason.ordinal()]++;
    }

    /** An item that came at this time is about to be put on a list of what may run; one that was posted came before the last start, perhaps. */
    void arrives(boolean nothingWaits, long cameNanos) {
        if (nothingWaits && (!began || cameNanos - progressNanos > 0)) {
            progressNanos = cameNanos;
            began = true;
        }
    }

    PoolStats toStats(PoolSpec spec, Concurrency now, int waiting) {
        return new PoolStats(
                spec.id(),
                spec.name(),
                spec.cpu(),
                spec.nice(),
                now.workers(),
                now.idleWorkers(),
                now.running(),
                waiting,
                now.slots.carriers(),
                mounts,
                handOffs[HandOff.NATIVE.ordinal()],
                handOffs[HandOff.HOG.ordinal()],
                handOffs[HandOff.BRACKET.ordinal()],
                handOffs[HandOff.LENT.ordinal()],
                falseHandOffs,
                culledWorkers,
                squeezedWorkers,
                brakedCarriers,
                squeezedCarriers,
                now.surplus.now(),
                now.surplus.most(),
                TimeUnit.NANOSECONDS.toMicros(now.surplus.nanos()));
    }
}
