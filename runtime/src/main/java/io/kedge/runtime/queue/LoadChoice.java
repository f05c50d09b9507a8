package io.kedge.runtime.queue;

import io.kedge.runtime.pool.PoolLoad;

/**
 * Which pod an item of a load-aware workqueue goes to: the one that costs least. A pure function of what it is given; takes
 * no lock, allocates nothing, looks at each pod once.
 *
 * <pre>
 *   weight   figure, 0 to 1000                                                                 class
 *   16       items that wait and slots in use, per slot of the pool; no upper bound            high
 *    4       workers that are not idle, of all; 1000 if there are none: one would be made      medium
 *    4       CPU use of the pool's items over the last 16.8 ms, of what its slots could use    medium
 *    1       distance from the caller's pod: 0 itself, 250 same cache, 500 same node, 1000     low
 *    1       1000 unless the item ran, or was queued, on this pool last: its data may be in    low
 *            the cache
 * </pre>
 *
 * A figure of one class at its full outweighs all of the lower ones together: 16 &gt; 4 + 4 + 1 + 1, and 4 &gt; 1 + 1.
 */
final class LoadChoice {
    static final long QUEUE_LENGTH = 16;
    static final long BUSY_WORKERS = 4;
    static final long CPU_USE = 4;
    static final long DISTANCE = 1;
    static final long COLD_CACHE = 1;

    static final int SAME_CACHE = 250;
    static final int SAME_NODE = 500;
    static final int ELSEWHERE = PoolLoad.WHOLE;

    private LoadChoice() { }

    /**
     * {@return the index of the pod that costs least; of several the caller's, else the first}
     *
     * @param loads     of each pod
     * @param distances of each pod from the caller's
     * @param callers   index of the caller's pod
     * @param hot       index of the pod where the item was last; negative: of none
     */
    static int choose(PoolLoad[] loads, int[] distances, int callers, int hot, long nowNanos) {
        int best = callers;
        long least = cost(loads[callers], distances[callers], callers == hot, nowNanos);
        for (int i = 0; i < loads.length; i++) {
            long cost = cost(loads[i], distances[i], i == hot, nowNanos);
            if (cost < least) {
                best = i;
                least = cost;
            }
        }
        return best;
    }

    static long cost(PoolLoad load, int distance, boolean hot, long nowNanos) {
        return QUEUE_LENGTH * load.lengthPermille()
                + BUSY_WORKERS * (PoolLoad.WHOLE - load.idlePermille())
                + CPU_USE * load.usePermille(nowNanos)
                + DISTANCE * distance
                + COLD_CACHE * (hot ? 0 : PoolLoad.WHOLE);
    }
}
