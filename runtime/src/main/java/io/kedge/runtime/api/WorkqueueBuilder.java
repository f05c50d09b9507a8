package io.kedge.runtime.api;

/** Collects what a workqueue shall be: {@code alloc_workqueue()} in Java manners. One workqueue a builder, one thread. */
public interface WorkqueueBuilder {

    /** Runs items on the CPU that queued them, one runnable at a time. The default, but without a word of either one
     * warning is given (R150). */
    WorkqueueBuilder percpu();

    /**
     * Runs items as the kernel does in soft interrupts (WQ_BH, R146): on the CPU that queued them, one after the other in
     * queueing order, ahead of all items of high priority; after ten of them, or 2 ms, one of those is let through. Items
     * may not sleep: one that does is reported, and keeps the others waiting. {@link #highPriority} makes the class that
     * goes first.
     *
     * @throws IllegalStateException from {@link #create} if combined with anything but {@code percpu} and {@code highPriority}
     */
    WorkqueueBuilder bh();

    /**
     * Runs items near the CPU that queued them, without concurrency management: as many at once as it may use CPUs, or as the
     * pod has if {@linkplain WorkqueueAttrs#affinityStrict() strict}.
     */
    WorkqueueBuilder unbound();

    /** Uses the pools of high priority (nice -15, {@code kworker/0:1H}). */
    WorkqueueBuilder highPriority();

    /** Items do not hold back others of the pool while they run. No effect on an unbound workqueue (R55). */
    WorkqueueBuilder cpuIntensive();

    /**
     * Items are needed to free memory: they complete even when no thread and no memory can be had, as far as they allocate
     * nothing themselves (R128). The workqueue gets a rescuer for that, a thread of its own, which runs them one after the
     * other; so such items must not wait for one of the same workqueue.
     *
     * @throws IllegalStateException from {@link #create} if no thread can be had for the rescuer
     */
    WorkqueueBuilder memReclaim();

    /** Takes part in freezing. */
    WorkqueueBuilder freezable();

    /** Makes it unbound if the engine was started to save power ({@code CmwqBuilder.powerEfficient}), else changes nothing. */
    WorkqueueBuilder powerEfficient();

    /**
     * Publishes its attributes, so that they can be read and changed by name ({@code Cmwq.published()}).
     *
     * @throws IllegalStateException from {@link #create} if a workqueue of this name is published already
     */
    WorkqueueBuilder sysfs();

    /**
     * Limits how many items are active at once: per CPU on a per-CPU workqueue, in all on an unbound one. 0 means the
     * default of 1024; values outside 1 to 2048 are clamped with a warning (R66).
     */
    WorkqueueBuilder maxActive(int limit);

    /**
     * Makes it ordered: unbound, one item at a time, in queueing order (R24).
     *
     * @throws IllegalStateException from {@link #create} if combined with {@code percpu}, {@code highPriority} or {@code cpuIntensive}
     */
    WorkqueueBuilder ordered();

    /**
     * Where its items run, and how eagerly, if it is unbound. They are taken as they are: nice 0 beside {@link #highPriority}
     * is nice 0.
     *
     * @throws IllegalArgumentException from {@link #create} if it is per-CPU, unless it is so by {@link #powerEfficient} in an
     *     engine that does not save power: then these attributes have no effect
     */
    WorkqueueBuilder attrs(WorkqueueAttrs attrs);

    /**
     * Lets load decide where an item of an unbound workqueue goes that names no CPU: to the pod that has least to do, by its
     * queue length above all, then by its share of idle workers and its CPU use, then by its distance from the caller's CPU
     * and whether the item ran there last. Without it, as in the kernel, to the pod of the caller's CPU. An item that is running
     * stays where it runs (R18), and who names a CPU or a node gets it. Items that wait although another pod has idle slots are
     * moved there, the oldest first, when that has lasted for two looks of the tick (1 to 10 ms apart); so items of one caller
     * may overtake each other, but not those that wait in the same pod. It makes a difference where there are several pods: see
     * {@link WorkqueueAttrs#affinityScope()}.
     *
     * @throws IllegalStateException from {@link #create} if combined with {@code ordered} or {@code bh}
     * @throws IllegalArgumentException from {@link #create} if it is per-CPU, unless it is so by {@link #powerEfficient} in an
     *     engine that does not save power: then this has no effect
     */
    WorkqueueBuilder loadAware();

    /**
     * Starts those items first that are due first, by their {@linkplain Work#deadline deadlines}, if it is unbound; of those due at
     * one time the one that came first. An item without a deadline counts as one that is due 1 s after its queueing: it comes
     * after all that are due sooner, and is overtaken for a second, not for ever. What waits for {@link #maxActive} waits in its
     * order of arrival, and a rescuer takes items in that order. Such a workqueue shares pools with others of this kind only. The
     * first queueing of an item without a deadline allocates 48 bytes; each start takes O(log n) steps.
     *
     * @throws IllegalStateException from {@link #create} if combined with {@code ordered} or {@code bh}
     * @throws IllegalArgumentException from {@link #create} if it is per-CPU, unless it is so by {@link #powerEfficient} in an
     *     engine that does not save power: then this has no effect
     */
    WorkqueueBuilder byDeadline();

    /**
     * Puts it in a group: its items need a slot of the group beside one of its own. Its items are never posted past the lock of
     * their pool, so queueing on a busy pool takes a little longer.
     *
     * @throws IllegalArgumentException if the group was not made by {@code Cmwq.group()}; from {@link #create} if another engine
     *     made it
     * @throws IllegalStateException from {@link #create} if combined with {@code bh}, whose items have no limit, or
     *     {@code memReclaim}, whose items must go on whatever others do; and if the group is closed
     */
    WorkqueueBuilder group(WorkqueueGroup group);

    /** {@return the workqueue, ready to queue on} */
    Workqueue create();
}
