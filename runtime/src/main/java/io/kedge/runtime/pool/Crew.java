package io.kedge.runtime.pool;

import io.kedge.runtime.work.WorkItem;

/**
 * What pools need of the rest of the engine. Each method may be called by any thread with no lock held; none of them
 * blocks, throws or allocates, but for {@link #itemFailed}.
 */
public interface Crew {

    /** A pool has work and no idle carrier: one shall be started. */
    void carrierWanted();

    /** Work waits behind a busy carrier: somebody shall look whether it still makes progress. */
    void workWaits();

    /** An item threw. Called by the worker that ran it. */
    void itemFailed(WorkItem item, Share share, Throwable thrown);

    /** Something in a call-back of the JDK failed that must not be thrown there. */
    void callbackFailed(Throwable thrown);
}
