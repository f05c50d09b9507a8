package io.kedge.runtime.events;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An item was queued. Begun before it was, so that its time comes before those of the item's other events. */
@Name("kedge.WorkQueue")
@Label("Work queued")
@Description("An item was queued; one with a timer, when its delay was over (kernel: workqueue_queue_work)")
final class QueueEvent extends WorkEvent implements Queueing {
    @Label("Workqueue")
    String workqueue = "";

    @Label("Requested CPU")
    @Description("-1 if none was asked for")
    int requestedCpu;

    @Label("CPU")
    @Description("CPU of the pool that was chosen, -1 if unbound")
    int cpu;

    @Override
    public void queued(int poolsCpu) {
        cpu = poolsCpu;
        commit();
    }
}
