package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.Strand;
import org.jspecify.annotations.Nullable;

/** The steps of one carrier, halved: what it takes up, and the mount, which whoever plays the carrier may stretch. */
public final class CarrierSteps {
    private final Carrier carrier;
    private @Nullable Worker mounted;

    public CarrierSteps(Body carrier) {
        this.carrier = (Carrier) carrier;
    }

    /** The first half of a step. */
    public Step pick(boolean idleTooLong) {
        Step next = carrier.settleAndPick(idleTooLong);
        mounted = carrier.mounted;
        return next;
    }

    /** {@return what is to be mounted, null if there is no second half} */
    public @Nullable Strand strand() {
        return mounted == null ? null : mounted.strand;
    }

    /** The second half, or the next part of it. */
    public void mount() {
        if (mounted == null) {
            throw new IllegalStateException("nothing was picked");
        }
        carrier.mount(mounted);
    }

    /** {@return whether the carrier's worker is taken for asleep in a native call that nobody announced} */
    public boolean isTakenForAsleep() {
        return mounted != null && mounted.carrier == carrier && mounted.blocked && mounted.brackets == 0;
    }

    public WorkerPool pool() {
        return carrier.pool();
    }

    public boolean hasSlot() {
        return carrier.hasSlot;
    }
}
