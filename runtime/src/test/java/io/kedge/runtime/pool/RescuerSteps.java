package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.MountPoint;
import org.jspecify.annotations.Nullable;

/** The steps of one rescuer, for whoever plays its thread, and what is to be known of it meanwhile. */
public final class RescuerSteps {
    private final Rescuer rescuer;

    public RescuerSteps(Body rescuer) {
        this.rescuer = (Rescuer) rescuer;
    }

    public Step step() {
        return rescuer.step(false);
    }

    /** The thread that plays it is the rescuer from now on. */
    public void arrive() {
        MountPoint.noteMounted(rescuer.now());
    }

    /** The thread that plays it plays somebody else from now on. */
    public void depart() {
        MountPoint.noteMounted(null);
    }

    /** {@return the pool it has come to, null if it waits} */
    public @Nullable WorkerPool pool() {
        Worker now = rescuer.now();
        return now == null ? null : now.pool;
    }

    /** {@return whether it counts in nr_running} */
    public boolean isCounted() {
        Worker now = rescuer.now();
        return now != null && (now.counted || now.countedMounted);
    }

    public boolean isThatOf(Object other) {
        return rescuer == other;
    }
}
