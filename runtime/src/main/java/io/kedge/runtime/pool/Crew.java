package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;

/**
 * What pools need of the rest of the engine. Each method may be called by any thread with no lock held; none of them
 * blocks, throws or allocates, but for {@link #itemFailed},
 * {@link #itemLeft} and {@link #bhSlept}.
 */
public interface Crew {

    /** A pool has work and no idle carrier: one shall be started. */
    void carrierWanted();

    /** Work waits for a thread that has to be made: somebody shall call the rescuers if that takes too long. */
    void threadWanted();

    /** Work waits behind a busy carrier: somebody shall look whether it still makes progress. */
    void workWaits();

    /** A pool has more idle workers than it keeps: somebody shall end them when they have been idle for long. */
    void tooManyIdle();

    /** An item threw. Called by the worker that ran it. */
    void itemFailed(WorkItem item, Share share, Throwable thrown);

    /** An item left something behind on its worker's thread; it has been dropped. Called by the worker, once a function. */
    void itemLeft(FunctionProfile function, Share share, Strand.Left left);

    /** A BH item fell asleep. Called by the carrier that ran it, once a function. */
    void bhSlept(FunctionProfile function, Share share, StackTraceElement[] stack);

    /** A carrier is bound to other CPUs than it was: somebody shall look which CPUs there are. */
    void carrierStrayed();

    /** Something in a call-back of the JDK failed that must not be thrown there. */
    void callbackFailed(Throwable thrown);
}
