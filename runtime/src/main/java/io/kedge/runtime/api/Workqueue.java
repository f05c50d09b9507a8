package io.kedge.runtime.api;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A named domain of work: what is limited, flushed and destroyed together. It owns no threads (R15): its items run on
 * the worker pools of the CPUs, shared with every other workqueue.
 *
 * <p>Queueing, modifying and cancelling may be called by any thread, allocate nothing, and never wait for a worker (R9).
 * If a queueing call returns true, everything the caller wrote before it is visible to the function (R7).
 */
public interface Workqueue extends AutoCloseable {

    /** {@return the name, at most 31 characters} */
    String name();

    /**
     * Queues an item on the caller's CPU (per-CPU workqueue) or near it (unbound).
     *
     * @return false if the item was pending already, on whichever workqueue, or is disabled, or if this workqueue is
     *     draining or closed and the caller is not one of its own items (the kernel returns true there, R97)
     */
    boolean queue(Work work);

    /**
     * As {@link #queue}, for the given CPU. While that CPU is offline the item runs elsewhere. On an unbound workqueue
     * the CPU only selects the pod.
     *
     * @throws IllegalArgumentException if the machine has no such CPU
     */
    boolean queueOn(int cpu, Work work);

    /**
     * As {@link #queue}, near the given NUMA node (R14): on the caller's CPU if that belongs to the node, else on the node's
     * first. A node that has no CPU of the engine, whatever the number, means no preference. Meant for unbound workqueues:
     * on a per-CPU one it warns once.
     */
    boolean queueOnNode(int node, Work work);

    /**
     * Undoes one {@link Work#disable()} of the item; if that was the last one (R116), queues the item as {@link #queue} does.
     *
     * An item that is not disabled is queued with a warning, as the kernel does.
     *
     * @return true if the item can be queued again, whether or not this call has queued it
     * @throws IllegalStateException if this workqueue is closed; the item is left as it is
     */
    boolean enableAndQueue(Work work);

    /**
     * Arms the item's timer: it is queued when the delay is over, on the CPU where the timer runs then (R126). A delay of zero or less queues at once (R119). An
     * item that is armed or queued already keeps its expiry (R121). If this workqueue is being drained or has been closed
     * when the delay is over, the item is dropped, counted, warned of once, and idle again (R99, R103).
     *
     * @return false if the item was pending already or is disabled
     */
    boolean queueDelayed(DelayedWork work, Duration delay);

    /**
     * As {@link #queueDelayed}; when the delay is over the item goes to the given CPU, as with {@link #queueOn}.
     *
     * @throws IllegalArgumentException if the machine has no such CPU
     */
    boolean queueDelayedOn(int cpu, DelayedWork work, Duration delay);

    /**
     * Arms or re-arms the timer, whatever the state: an armed or queued item starts its delay anew (R122). This is
     * debouncing: every edge pushes the item back.
     *
     * @return true if the item was pending, false if it was idle or is disabled (then nothing happens)
     */
    boolean modDelayed(DelayedWork work, Duration delay);

    /**
     * As {@link #modDelayed}; when the delay is over the item goes to the given CPU, whichever it was armed for before.
     *
     * @throws IllegalArgumentException if the machine has no such CPU
     */
    boolean modDelayedOn(int cpu, DelayedWork work, Duration delay);

    /**
     * Queues an item after a full grace period that begins with this call: after every read section that exists now has
     * ended (R127). Without one it is queued at once.
     *
     * @return false if the item was pending already: it will still run, but not after a full grace period of this call
     */
    boolean queueRcu(RcuWork work);

    /**
     * Changes the limit of {@link WorkqueueBuilder#maxActive}: 1 to 2048, other values are clamped with a warning. Items that
     * wait for a slot get what has become free at once, in their order; those that are active stay so (R70). While the
     * workqueue is frozen the change waits for the thaw. Lowers {@link #minActive()} to the limit if that is higher. On an
     * ordered workqueue it does nothing but warn (R26). Takes each pool's lock for a moment.
     *
     * @throws IllegalStateException if this workqueue is closed
     */
    void maxActive(int limit);

    /** {@return the limit as it was set last, 1 to 2048} */
    int maxActive();

    /**
     * Changes how many items may be active on each NUMA node of an unbound workqueue, however few of its CPUs the node has
     * (R73): 0 to {@link #maxActive()}, other values are clamped with a warning. At first it is 8, or the limit if that is lower
     * (R72). On a per-CPU or ordered workqueue it does nothing but warn (R76).
     *
     * @throws IllegalStateException if this workqueue is closed
     */
    void minActive(int limit);

    /** {@return the minimum as it was set last, lowered by {@link #maxActive(int)} where needed} */
    int minActive();

    /**
     * {@return whether items queued on this CPU wait for a slot (R77); a snapshot} On an unbound workqueue: on its pod.
     *
     * @throws IllegalArgumentException if the machine has no such CPU
     */
    boolean congested(int cpu);

    /** {@return whether items queued on the caller's CPU wait for a slot; a snapshot} */
    boolean congested();

    /**
     * Changes where the items of an unbound workqueue run, and how eagerly (kernel: apply_workqueue_attrs). Items queued from
     * now on go to pools with these attributes; those queued before run where they are, and no item is lost or runs twice
     * (R140). On an ordered workqueue nothing new starts before all older items have ended (R27); its scope does not matter.
     * Takes each pool's lock for a moment; waits while another workqueue is changed, but for no item.
     *
     * @throws IllegalArgumentException if this workqueue is per-CPU, which is warned of too (R138)
     * @throws IllegalStateException if this workqueue is closed
     * @throws OutOfMemoryError if a pool cannot be made; everything stays as it was
     */
    void applyAttrs(WorkqueueAttrs attrs);

    /** {@return the attributes as they were given last} What a per-CPU workqueue says here has no effect. */
    WorkqueueAttrs attrs();

    /**
     * Waits for every item that was queued before the call, running ones included; later ones are not waited for (R86, R87).
     *
     * @throws IllegalStateException if called by an item of this workqueue
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    void flush() throws InterruptedException;

    /**
     * Waits until the workqueue is empty, items chained by its own items included; queueing from outside is refused
     * meanwhile (R95 to R100). Timers that are still running are not waited for: cancel them first.
     *
     * @throws IllegalStateException if called by an item of this workqueue
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    void drain() throws InterruptedException;

    /** Drains and destroys (R102). Queueing afterwards throws {@link IllegalStateException}. Waits; a second call does nothing. */
    @Override
    void close();

    /**
     * {@return this workqueue as an executor: each task becomes an item of its own} What a task throws is reported as for any
     * item. It throws {@link java.util.concurrent.RejectedExecutionException} for a task that a closed or draining workqueue
     * does not take; of tasks that the workqueue's own items execute it takes all. Does not block.
     */
    Executor asExecutor();

    /**
     * {@return this workqueue as an executor service of its own: another with each call} It keeps the contract of
     * {@link ExecutorService}; what that leaves open is so:
     *
     * <ul>
     * <li>Tasks start in their order, as many at once as the workqueue lets items be active. A task that waits for another one of
     *     a workqueue that is ordered, or full, waits for ever, as on any pool of as many threads.
     * <li>{@link ExecutorService#shutdown()}, {@code shutdownNow()} and {@code close()} end the service. The workqueue goes on,
     *     with the items and services of others. A task may call the first two.
     * <li>{@code shutdownNow()} gives back the tasks that have not begun, in order of submission: what was submitted as its
     *     future, what was executed as itself. It interrupts those that run, and the interrupt ends with the task.
     * <li>A task that is cancelled before it has begun is taken off the workqueue at once.
     * <li>What an executed task throws is reported as for any item; what a submitted one throws is its future's.
     * <li>A task is rejected if the service is shut down, or if the workqueue is closed or being drained and the caller is none of
     *     its items. If there is no memory for it, the call throws {@link OutOfMemoryError} and the service is as it was.
     * <li>{@link #close()} of the workqueue, and with it that of the engine, shuts its services down and runs the tasks they have
     *     taken; when it returns they are terminated.
     * </ul>
     *
     * Of a workqueue that is closed already: a service that is terminated. Does not block.
     */
    ExecutorService asExecutorService();

    /**
     * {@return this workqueue as a scheduled executor service of its own: another with each call} As {@link #asExecutorService()},
     * and of delayed and periodic tasks, which are on the engine's timer:
     *
     * <ul>
     * <li>They are queued when their time has come, on the CPU where the timer runs then. Those of exactly the same time are queued
     *     in order of submission. A delay of zero or less is none; one of more than 146 years is that.
     * <li>A periodic task never runs twice at once; at a fixed rate it catches up with what it missed. If a run throws, there is
     *     no other, and the future has what it threw.
     * <li>After {@code shutdown()} delayed tasks still run, and hold up the termination until then; periodic ones are cancelled, or
     *     end with the run that is under way. {@code shutdownNow()} gives back both, as their futures.
     * <li>A time that comes while the workqueue is being drained from outside is put off until that is over, and looked at again
     *     every 10 ms.
     * <li>{@link #close()} of the workqueue or the engine does not wait for times: delayed tasks whose time has not come when all
     *     else has run are cancelled, as are periodic ones.
     * </ul>
     */
    ScheduledExecutorService asScheduledExecutorService();
}
