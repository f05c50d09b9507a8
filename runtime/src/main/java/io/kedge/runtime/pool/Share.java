package io.kedge.runtime.pool;

import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.Placement;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * The part of a workqueue that lives on one pool (kernel: pool_workqueue), as the pool sees it. All {@code ...Locked}
 * methods are called with the pool's lock held.
 */
public interface Share extends Placement {

    /** {@return the workqueue, compared by identity only (R18)} */
    Object workqueue();

    /** {@return the workqueue's name, for reports} */
    String workqueueName();

    /** Do its items stay out of concurrency management while they run? */
    boolean cpuIntensive();

    /** Do its items run as in a soft interrupt, one after the other and ahead of all others? */
    boolean bh();

    /** Are they of the high class? */
    boolean highPriority();

    /** Do they run one after the other in queueing order, whatever anybody waits for? */
    boolean ordered();

    /** {@return where the time of its items goes, constant} */
    RunTimes times();

    /** {@return what calls the workqueue's rescuer to this pool, null if it has none} */
    @Nullable Mayday mayday();

    /** The rescuer has been called (R134). */
    void calledRescuerLocked();

    /** The rescuer has taken an item off the worklist (R134). */
    void rescuedLocked();

    /** An item was posted for it (see {@link Posts}), and is queued now. */
    void takeInLocked(WorkItem item);

    /** The item is about to be entered. */
    void startedLocked(long delayNanos);

    /** An item that started has ended: releases its colour and its slot, which may activate another item. */
    void endedLocked(int colour, boolean failed);

    /**
     * A pending item of it was lent a higher class by who waits for it: it goes ahead of others that wait for a slot, if it does.
     *
     * @param first whether it had been lent none before
     */
    void lentLocked(WorkItem item, boolean first);

    /** The item that ends now did so after its deadline. */
    void missedLocked(FunctionProfile function, long lateNanos);

    /** A queued item was taken back: as {@link #endedLocked}, if it was active; else it leaves the inactive list. */
    void takenOffLocked(WorkItem item, int colour, boolean wasActive);

    /** Asked for by {@link WorkerPool#afterUnlockLocked}. Called by the thread that held the lock, which it has released. */
    void afterUnlock();

    /** An item fell asleep and the next one starts for that reason (R46). */
    void wokeAnotherLocked();

    /** The carrier that starts an item was found outside the pool's pod, and was brought back (R142). */
    void repatriatedLocked();

    /** An item was taken out of concurrency management by the tick (R49). */
    void foundCpuIntensiveLocked();
}
