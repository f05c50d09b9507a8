package io.kedge.runtime.carrier;

import java.util.BitSet;

import io.kedge.runtime.linux.CpuMask;
import io.kedge.runtime.linux.CurrentThread;

/** CPUs that threads shall be on, among those that they may be on (spec section 6.5). Constant. */
public final class Pod {
    private final BitSet cpus;       // C
    private final CpuMask here;      // C
    private final CpuMask allowed;   // C

    /** The CPUs of a pod, and all those that its threads may be on. */
    public Pod(BitSet cpus, BitSet allowed) {
        this.cpus = (BitSet) cpus.clone();
        this.here = CpuMask.of(cpus);
        this.allowed = CpuMask.of(allowed);
    }

    /**
     * Brings the calling thread here if it is elsewhere; it may be moved away again. Allocates nothing.
     *
     * @return whether it was elsewhere and is here now
     */
    boolean bringCaller() {
        if (cpus.get(CurrentThread.cpu())) {
            return false;
        }
        boolean moved = here.bindCaller();
        boolean free = allowed.bindCaller();
        return moved && free;
    }
}
