package io.kedge.runtime.api;

import java.util.BitSet;

/**
 * What the workers of an unbound workqueue run on, and how eagerly (kernel: workqueue_attrs, spec section 6.5). Constant.
 *
 * @param nice           the kernel's number, {@value #LEAST_NICE} to {@value #MOST_NICE}. Threads get it as it is, but for the
 *     lowest: {@value #LEAST_NICE}, which is what high priority means, becomes -15, and -19 to -15 become -14, so that no
 *     item overtakes the threads that read interrupts and keep the time
 * @param cpumask        CPUs that items may run on, as far as the engine's set for unbound workqueues has them
 *     ({@code Cmwq.unboundCpus}); if it has none of them, or this is empty: every CPU of that set (R143)
 * @param affinityScope  which of these CPUs share a pool
 * @param affinityStrict whether items stay on the CPUs of their pod; else they begin there, and may be moved to the others
 *     of the mask
 */
public record WorkqueueAttrs(int nice, BitSet cpumask, AffinityScope affinityScope, boolean affinityStrict) {
    /** The highest priority: that of high-priority workqueues. */
    public static final int LEAST_NICE = -20;

    /** The lowest priority. */
    public static final int MOST_NICE = 19;

    private static final WorkqueueAttrs STANDARD = new WorkqueueAttrs(0, new BitSet(), AffinityScope.DEFAULT, false);

    /**
     * As said of the parameters.
     *
     * @throws IllegalArgumentException if nice is out of its range
     */
    public WorkqueueAttrs {
        if (nice < LEAST_NICE || nice > MOST_NICE) {
            throw new IllegalArgumentException("nice is " + nice + ": it must be " + LEAST_NICE + " to " + MOST_NICE);
        }
        cpumask = (BitSet) cpumask.clone();
    }

    /** {@return what a workqueue has that asks for nothing: nice 0, every CPU, the default scope, not strict} */
    public static WorkqueueAttrs standard() {
        return STANDARD;
    }

    @Override
    public BitSet cpumask() {
        return (BitSet) cpumask.clone();
    }

    /**
     * {@return the same with this nice value}
     *
     * @throws IllegalArgumentException if it is out of its range
     */
    public WorkqueueAttrs withNice(int other) {
        return new WorkqueueAttrs(other, cpumask, affinityScope, affinityStrict);
    }

    /** {@return the same for these CPUs} */
    public WorkqueueAttrs withCpumask(BitSet other) {
        return new WorkqueueAttrs(nice, other, affinityScope, affinityStrict);
    }

    /** {@return the same with this scope} */
    public WorkqueueAttrs withAffinityScope(AffinityScope other) {
        return new WorkqueueAttrs(nice, cpumask, other, affinityStrict);
    }

    /** {@return the same, strict or not} */
    public WorkqueueAttrs withAffinityStrict(boolean other) {
        return new WorkqueueAttrs(nice, cpumask, affinityScope, other);
    }
}
