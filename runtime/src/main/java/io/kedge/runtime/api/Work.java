package io.kedge.runtime.api;

import java.time.Duration;

/**
 * A re-usable work item: the kernel's {@code struct work_struct}. Made by {@code Cmwq.work(...)}, belongs to no
 * workqueue until it is queued, and to one at a time while it is pending. Queueing it while it is pending does nothing
 * (R2); queueing it while it runs makes one more run, after the current one (R5). It never overlaps with itself (R17).
 *
 * <p>All methods may be called by any thread. Those that wait say so; waiting for the item from its own function is a
 * programming error and throws {@link IllegalStateException} (R91, R118).
 */
public interface Work {

    /** {@return true from a successful queueing until the function is entered; a snapshot} */
    boolean pending();

    /** {@return true while pending or running; a snapshot} */
    boolean busy();

    /**
     * Waits until the instance that is pending or running now has ended (R79 to R85). Not delayed by later queueings.
     * An armed {@link DelayedWork} is queued at once first (R124).
     *
     * @return true if it had to wait, false if the item was idle
     * @throws IllegalStateException if called by the item's own function
     * @throws InterruptedException if the calling thread is interrupted while it waits; the item is not affected
     */
    boolean flush() throws InterruptedException;

    /**
     * Takes a pending item back, armed or queued: that instance never runs (R105). Does not wait; a running instance
     * goes on.
     *
     * @return true if it was pending
     */
    boolean cancel();

    /**
     * As {@link #cancel()}, then waits for a running instance. While it waits, queueing the item returns false (R109),
     * so that it also stops an item that re-queues itself (R108).
     *
     * @return true if it was pending, whether or not it had to wait (R110)
     * @throws IllegalStateException if called by the item's own function
     * @throws InterruptedException if the calling thread is interrupted while it waits; the pending instance stays cancelled
     */
    boolean cancelSync() throws InterruptedException;

    /**
     * Refuses queueing from now on and takes a pending instance back; a running one goes on. Nests up to 65535 deep; beyond
     * that it warns and leaves the depth (R112 to R114). Does not wait.
     *
     * @return true if it was pending
     */
    boolean disable();

    /**
     * As {@link #disable()}, then waits for a running instance (R113). The item stays disabled, whatever happens.
     *
     * @return true if it was pending, whether or not it had to wait
     * @throws IllegalStateException if called by the item's own function
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    boolean disableSync() throws InterruptedException;

    /**
     * Undoes one {@link #disable()}. Requests refused meanwhile are gone (R6). On an item that is not disabled it warns and
     * does nothing, where the kernel takes a pending instance off its queue (R114, R115). Does not wait.
     *
     * @return true if the item can be queued again
     */
    boolean enable();

    /**
     * By when each instance that is queued from now on shall have ended: so long after its queueing or, if it is delayed, after
     * its delay. One that ends later is counted and reported, with its workqueue, its function and by how much; it runs all the
     * same, and one that never ends is never counted. When it starts does not depend on it, unless
     * its workqueue was created {@link WorkqueueBuilder#byDeadline}. Any thread; does not wait.
     *
     * @param within more than 0, at most 365 days; zero: no deadline, as at first
     * @throws IllegalArgumentException if outside
     */
    void deadline(Duration within);

    /**
     * Gives the item another function, and forgets how often it is disabled: it is as new (kernel: INIT_WORK). An
     * instance that runs goes on with its old function; this item does not know it any more, so that flush and cancelSync
     * do not wait for it, and a new instance may overlap with it (R21, R22). Any thread; does not wait.
     *
     * @throws IllegalStateException if the item is pending, or another thread queues or cancels it at this moment; it is
     *     left as it is
     */
    void init(WorkFunction function);
}
