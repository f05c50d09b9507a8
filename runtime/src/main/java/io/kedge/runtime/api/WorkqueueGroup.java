package io.kedge.runtime.api;

/**
 * Workqueues that share limits: at most so many items of all of them together are active, and they get at most such a part of the
 * CPU time. A workqueue joins when it is made, by {@link WorkqueueBuilder#group}, and stays until it is closed. Limits of its own
 * hold as well. For workqueues the kernel has none of this.
 *
 * <p>Where items of several workqueues of the group wait, the workqueues get one slot each in turn, in the order in which they began
 * to wait; a per-CPU or unbound workqueue has a turn for each pool that it waits in. So one that is flooded does not keep another
 * one out. What waits for the group stays in the order of its own workqueue, and can be flushed, cancelled and drained as
 * what waits for {@link Workqueue#maxActive}.
 *
 * <p>An item must not wait for an item of its own group, unless there is a slot left for that: as with one workqueue and its
 * limit. All methods may be called by any thread.
 */
public interface WorkqueueGroup extends AutoCloseable {

    /** {@return its name, at most 31 characters} */
    String name();

    /**
     * Changes how many items may be active. Items that wait get what has become free, before this returns; those that are active
     * stay so. Does not wait.
     *
     * @param limit 1 to 2048
     * @throws IllegalArgumentException if outside; everything stays as it was
     * @throws IllegalStateException if the group is closed
     */
    void maxActive(int limit);

    /**
     * {@return how many items may be active} If that was not asked for: as many as the engine has CPUs while there is a CPU share,
     * else any number, {@link Integer#MAX_VALUE}.
     */
    int maxActive();

    /**
     * Changes which part of the engine's CPU time the group gets at most, see {@link WorkqueueGroupBuilder#cpuShare}. What its items
     * have used beyond their share is owed still. A higher share takes effect within 0.1 s. Does not wait.
     *
     * @param percent 1 to 100; 100: no limit, and nothing is owed any more
     * @throws IllegalArgumentException if outside; everything stays as it was
     * @throws IllegalStateException if the group is closed
     */
    void cpuShare(int percent);

    /** {@return which part of the engine's CPU time it gets at most, percent; 100: no limit} */
    int cpuShare();

    /**
     * Gives the name back; workqueues cannot join any more. A group that is not closed ends with its engine. A second call does
     * nothing. Does not wait.
     *
     * @throws IllegalStateException if a workqueue of the group is not closed yet
     */
    @Override
    void close();
}
