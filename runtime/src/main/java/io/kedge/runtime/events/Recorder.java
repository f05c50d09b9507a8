package io.kedge.runtime.events;

import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;

/** Makes the events. Loaded only where there is a recorder: it alone knows the recorder's classes. */
final class Recorder {
    private static final WorkEvent[] PROBES = {new QueueEvent(), new ActivateEvent(), new StartEvent(), new EndEvent()};

    private Recorder() { }

    /** {@return whether some of the events are recorded} */
    static boolean isOn() {
        for (WorkEvent event : PROBES) {
            if (event.isEnabled()) {
                return true;
            }
        }
        return false;
    }

    static Queueing queueing(WorkItem item, String workqueue, int requestedCpu) {
        QueueEvent event = new QueueEvent();
        event.begin();
        tell(event, item, item.profile());
        event.workqueue = workqueue;
        event.requestedCpu = requestedCpu;
        return event;
    }

    static void starts(WorkItem item, FunctionProfile function, long slotNanos, long workerNanos) {
        ActivateEvent activated = new ActivateEvent();
        tell(activated, item, function);
        activated.waitedForSlot = slotNanos;
        activated.waitedForWorker = workerNanos;
        activated.commit();
        StartEvent started = new StartEvent();
        tell(started, item, function);
        started.commit();
    }

    static void ended(WorkItem item, FunctionProfile function) {
        EndEvent ended = new EndEvent();
        tell(ended, item, function);
        ended.commit();
    }

    private static void tell(WorkEvent event, WorkItem item, FunctionProfile function) {
        event.item = System.identityHashCode(item);
        event.function = function.toString();
    }
}
