package io.kedge.runtime.work;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * One thread that waits for one instance of an item to end. Attached under the lock of the item's pool, to the pending
 * instance or to the worker that runs it; travels with it; takes no place among the active items (R69).
 */
public final class FlushWaiter {
    private volatile Thread thread = Thread.currentThread(); // the one that waits
    private volatile boolean done;                           // A
    private @Nullable FlushWaiter next;                      // L   the pool the instance is on

    /** {@return the chain with this one in front} Caller holds the lock of the pool. */
    public FlushWaiter before(@Nullable FlushWaiter chain) {
        next = chain;
        return this;
    }

    /** Ends the waiting of a whole chain. Called with no lock held. */
    public static void releaseAll(@Nullable FlushWaiter chain) {
        for (FlushWaiter waiter = chain; waiter != null; ) {
            FlushWaiter following = waiter.next;
            waiter.done = true;
            LockSupport.unpark(waiter.thread);
            waiter = following;
        }
    }

    /** Puts one chain behind another. Caller holds the lock of the pool. */
    public static @Nullable FlushWaiter join(@Nullable FlushWaiter front, @Nullable FlushWaiter back) {
        if (front == null) {
            return back;
        }
        FlushWaiter last = front;
        while (last.next != null) {
            last = last.next;
        }
        last.next = back;
        return front;
    }

    /**
     * Adds the threads of a chain to those that the array has already, as many as fit. Caller holds the lock of the pool.
     *
     * @return how many it has then
     */
    public static int waitersLocked(@Nullable FlushWaiter chain, @Nullable Thread[] threads, int had) {
        int has = had;
        for (FlushWaiter waiter = chain; waiter != null && has < threads.length; waiter = waiter.next) {
            threads[has++] = waiter.thread;
        }
        return has;
    }

    /** Blocks until released. A worker that waits here gives its core to the next item, as for any park. */
    public void await() throws InterruptedException {
        while (!done) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for a work item to end");
            }
            LockSupport.park(this);
        }
    }

    /** Waits in the place of the thread that made it, and cannot be interrupted. */
    public void adoptAndAwait() {
        thread = Thread.currentThread();
        while (!done) {
            LockSupport.park(this);
        }
    }
}
