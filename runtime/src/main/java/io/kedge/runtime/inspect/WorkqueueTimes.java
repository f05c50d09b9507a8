package io.kedge.runtime.inspect;

/**
 * Where the time of one workqueue's items went, nanoseconds, since its creation. Each is monotone. The time from an item's
 * start to its end is the sum of three: it computed, it was asleep, or it was ready and waited for a carrier.
 *
 * @param limitedNanos waited for max_active, summed over the items that did; a part of the time from queueing to start
 * @param runNanos     from start to end, summed over items that have ended
 * @param cpuNanos     on a CPU; where an item ran for less than 0.1 ms it is taken to have computed all the time
 * @param asleepNanos  while an item was running: parked, or held by a call in native code, or by a system that let other
 *     threads run on its CPU
 * @param readyNanos   while an item was running: could have gone on, and waited for a carrier
 * @param queueing     from queueing to start, of each started item
 * @param running      from start to end, of each item that has ended
 */
public record WorkqueueTimes(
        long limitedNanos,
        long runNanos,
        long cpuNanos,
        long asleepNanos,
        long readyNanos,
        Latencies queueing,
        Latencies running) {

    /** No time at all. */
    public static final WorkqueueTimes NONE = new WorkqueueTimes(0, 0, 0, 0, 0, Latencies.NONE, Latencies.NONE);
}
