package io.kedge.runtime.events;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** An item had come to the worklist. Told when it starts, since nothing is told under a pool's lock. */
@Name("kedge.WorkActivate")
@Label("Work activated")
@Description("An item had got one of its workqueue's slots (kernel: workqueue_activate_work); told when it is about to start")
final class ActivateEvent extends WorkEvent {
    @Label("Waited for a Slot")
    @Description("From queueing until max_active let it on the worklist")
    @Timespan(Timespan.NANOSECONDS)
    long waitedForSlot;

    @Label("Waited for a Worker")
    @Description("From then on until now")
    @Timespan(Timespan.NANOSECONDS)
    long waitedForWorker;
}
