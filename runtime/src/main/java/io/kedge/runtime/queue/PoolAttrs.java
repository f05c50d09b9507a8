package io.kedge.runtime.queue;

import java.util.BitSet;

/**
 * What an unbound pool is known by: workqueues whose items need the same share it (R139). The sets are not to be changed.
 *
 * @param nice    the kernel's number, -20 to 19
 * @param strict  whether its carriers stay on the pod
 * @param pod     CPUs near which its items run, not empty
 * @param allowed CPUs that its items may run on; the pod if strict
 * @param byDeadline whether its items start in the order of their deadlines
 */
record PoolAttrs(int nice, boolean strict, BitSet pod, BitSet allowed, boolean byDeadline) {
    static final int KERNELS_HIGH = -20;
    private static final int HIGH = -15;   // the kernel's -20 is for interrupt threads, which the engine's must not overtake (DESIGN D12)
    private static final int LEAST = -14;

    PoolAttrs(int nice, boolean strict, BitSet pod, BitSet allowed) {
        this(nice, strict, pod, allowed, false);
    }

    PoolAttrs {
        allowed = strict ? pod : allowed;
    }

    PoolAttrs startingByDeadline(boolean does) {
        return new PoolAttrs(nice, strict, pod, allowed, does);
    }

    int carriersNice() {
        return carriersNice(nice);
    }

    /** {@return the nice value that a thread gets for the kernel's number (DESIGN D12)} */
    static int carriersNice(int kernelsNice) {
        return kernelsNice == KERNELS_HIGH ? HIGH : Math.max(kernelsNice, LEAST);
    }
}
