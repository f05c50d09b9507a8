package io.kedge.runtime.pool;

import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;

/** Pools that want a thread, for those who check who is called. One thread. */
public final class DistressBooks {
    private DistressBooks() { }

    /** {@return whether work waits for a carrier that has been asked for, or for a worker that could not be made} */
    public static boolean wantsThread(WorkerPool pool) {
        Concurrency now = pool.concurrency;
        boolean noCarrier = now.slots.wishOpen() && now.slots.hasFree() && now.needsHolder();
        boolean noWorker = pool.manager().isTryingLocked() && now.needsMoreWorker() && now.idle.isEmpty();
        return noCarrier || noWorker;
    }

    /** {@return whether an item is on the worklist whose workqueue has a rescuer that nobody has called} */
    public static boolean waitsForAnIdleRescuer(WorkerPool pool) {
        for (WorkItem item = pool.worklist.first(); item != null; item = Places.next(item)) {
            Mayday call = item.placement() instanceof Share share ? share.mayday() : null;
            if (call != null && call.rescuer.now() == null && !call.listed) {
                return true;
            }
        }
        return false;
    }

    public static boolean isRescuedBy(Share share, RescuerSteps rescuer) {
        Mayday call = share.mayday();
        return call != null && rescuer.isThatOf(call.rescuer);
    }
}
