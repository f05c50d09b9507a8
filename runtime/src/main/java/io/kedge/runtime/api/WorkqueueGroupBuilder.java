package io.kedge.runtime.api;

/** Collects what a group of workqueues shall be. For one thread. */
public interface WorkqueueGroupBuilder {

    /**
     * Limits how many items of all its workqueues together are active: queued to run, running or asleep. Without it there is no such
     * limit, unless there is a {@link #cpuShare}.
     *
     * @param limit 1 to 2048
     * @throws IllegalArgumentException if outside
     */
    WorkqueueGroupBuilder maxActive(int limit);

    /**
     * Limits the CPU time that items of all its workqueues get together, to so much of the time of all CPUs that the engine started
     * with. Default 100, which is no limit. A hard ceiling, as the kernel's cpu.max for a control group: it holds on an idle machine
     * too. The group may save up what comes in within 0.1 s, so that is the longest burst. When that is used up none of its items
     * becomes active until a hundredth of a second's share has come in, at the earliest. Those that are active already go on to their
     * end, so {@link #maxActive} is as many as there are CPUs unless it is asked for: for items that sleep much ask for more, and for
     * fewer to keep bursts short. An item is accounted for when it ends or sleeps: what it has used beyond the share is owed, however
     * long that takes, so that the share holds on the average. Where an item ran for less than 0.1 ms it is taken to have computed
     * all the time.
     *
     * <p>Draining, flushing and closing wait as long as the share makes it last. While nothing waits this costs no wake-up.
     *
     * @param percent 1 to 100
     * @throws IllegalArgumentException if outside
     */
    WorkqueueGroupBuilder cpuShare(int percent);

    /**
     * {@return the group, ready for workqueues to join}
     *
     * @throws IllegalArgumentException if the name is blank
     * @throws IllegalStateException if the engine has a group of this name, or is closed
     */
    WorkqueueGroup create();
}
