package io.kedge.runtime.events;

import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Tells the flight recorder of items: queued, activated, started, ended, in this order for each instance. Never called with
 * a pool's lock held. While nobody records these events nothing is allocated; in a Java without the module jdk.jfr nobody does.
 */
public final class WorkEvents {
    private static final boolean POSSIBLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private WorkEvents() { }

    /** {@return whether somebody records some of these events} */
    public static boolean areRecorded() {
        return POSSIBLE && FlightRecorder.isInitialized() && Recorder.isOn();
    }

    /** An item is about to be queued, for a CPU or for none: -1. @return what to tell when it was; null: nobody records */
    public static @Nullable Queueing queueing(WorkItem item, String workqueue, int requestedCpu) {
        return areRecorded() ? Recorder.queueing(item, workqueue, requestedCpu) : null;
    }

    /**
     * An item starts. Called by its worker, if events are recorded.
     *
     * @param slotNanos   how long it has waited for one of its workqueue's slots
     * @param workerNanos how long after that for a worker
     */
    public static void starts(WorkItem item, FunctionProfile function, long slotNanos, long workerNanos) {
        Recorder.starts(item, function, slotNanos, workerNanos);
    }

    /** An item has ended. Called by its worker, before that is in the books, if events are recorded. */
    public static void ended(WorkItem item, FunctionProfile function) {
        Recorder.ended(item, function);
    }
}
