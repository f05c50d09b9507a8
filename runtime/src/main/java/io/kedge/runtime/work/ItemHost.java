package io.kedge.runtime.work;

import org.jspecify.annotations.Nullable;

/** The pool an item is queued on, or ran on last, as the item sees it. Implemented by the worker pool. */
public interface ItemHost {

    /**
     * Takes a queued item off, releasing what it held; it is OWNED then. Any thread; holds the pool's lock for a moment.
     *
     * @return false if the item is not queued here (any more)
     */
    boolean takeOff(WorkItem item);

    /**
     * Attaches the waiter to the pending instance if there is one here, else to the running one.
     *
     * @return what that instance belongs to; null if the item is neither queued nor running here
     */
    @Nullable Placement join(WorkItem item, FlushWaiter waiter);

    /** {@return whether a worker of this pool runs the item now} */
    boolean runs(WorkItem item);

    /** {@return whether the calling thread is a worker that runs the item now} */
    boolean runsOnCaller(WorkItem item);
}
