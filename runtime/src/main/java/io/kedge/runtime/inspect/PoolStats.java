package io.kedge.runtime.inspect;

/**
 * One worker pool at a glance.
 *
 * @param id         the pool's number, unique in its engine
 * @param name       as in {@code top -H}: {@code kcpu/0}, {@code kcpu/0H}, {@code kcpu/u4}
 * @param cpu        the CPU it is bound to, -1 for an unbound pool
 * @param nice       nice value asked for its carriers
 * @param workers    virtual threads that exist, idle ones included
 * @param idle       workers without an item
 * @param running    managed workers that are runnable (R43); 0 for an unbound pool
 * @param waiting    items on the worklist, and BH items
 * @param carriers   platform threads of this pool
 * @param mounts     times a worker was mounted on a carrier
 * @param handOffsNative  slots taken from a carrier that was asleep in native code
 * @param handOffsHog     slots taken from a carrier that used its CPU for longer than the threshold
 * @param handOffsBracket slots given up by a worker that announced a native call
 * @param handOffsLent    slots taken from a worker that ran, for an item to which a higher class was lent
 * @param falseHandOffs   hand-offs for sleep whose worker was found running at the next look
 * @param culledWorkers   workers that were ended because they had been idle for long and more than the pool keeps (R59)
 * @param squeezedWorkers idle workers that were ended at once because memory was short
 * @param brakedCarriers  carriers that were wanted and could not be made at once, because there were too many or memory
 *     was short
 * @param squeezedCarriers idle carriers that were ended at once because memory was short
 * @param surplusRunnable managed workers more than one that are runnable now (kernel: nr_running - 1): those that run
 *     beside another one since their native call returned, and those that wait until they may go on. No item starts
 *     meanwhile, and none of the waiting ones is mounted beside one that runs. 0 for an unbound pool
 * @param surplusMost     the largest number of these there has been
 * @param surplusMicros   microseconds, altogether, during which there was at least one
 */
public record PoolStats(
        int id,
        String name,
        int cpu,
        int nice,
        int workers,
        int idle,
        int running,
        int waiting,
        int carriers,
        long mounts,
        long handOffsNative,
        long handOffsHog,
        long handOffsBracket,
        long handOffsLent,
        long falseHandOffs,
        long culledWorkers,
        long squeezedWorkers,
        long brakedCarriers,
        long squeezedCarriers,
        int surplusRunnable,
        int surplusMost,
        long surplusMicros) { }
