package io.kedge.runtime.work;

/** Where an item goes when its delay is over. Implemented by the workqueue. */
public interface DelayTarget {

    /**
     * Queues an item that the caller owns; drops it, idle again, if the workqueue takes none. Any thread.
     *
     * @throws OutOfMemoryError if something is done for the first time and there is no memory for that; then the item is the
     *     caller's as before
     */
    void enqueueOwned(WorkItem item, int cpu);
}
