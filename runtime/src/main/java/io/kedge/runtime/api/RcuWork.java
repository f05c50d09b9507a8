package io.kedge.runtime.api;

/**
 * A re-usable work item that runs after a grace period: the kernel's {@code struct rcu_work}. Pending from its queueing
 * until its function starts. It can be neither cancelled nor disabled (R127).
 */
public interface RcuWork {

    /** {@return true from a successful queueing until the function is entered; a snapshot} */
    boolean pending();

    /** {@return true while pending or running; a snapshot} */
    boolean busy();

    /**
     * Waits for the grace period of a pending instance, then until that, or the running one, has ended. Called inside a
     * read section that the instance waits for, it waits for ever.
     *
     * @return true if it had to wait, false if the item was idle
     * @throws IllegalStateException if called by the item's own function
     * @throws InterruptedException if the calling thread is interrupted while it waits; the item is not affected
     */
    boolean flush() throws InterruptedException;
}
