package io.kedge.runtime.queue;

import java.util.BitSet;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;

/**
 * From the attributes of a workqueue to those of the pools it needs (spec section 6.5), as long as the sets stay as they are.
 * The sets are not to be changed.
 *
 * @param unbound      CPUs that unbound workqueues may use, not empty
 * @param online       CPUs that are online, not empty
 * @param defaultScope what the scope "default" stands for
 */
record PodPlan(Topology topology, BitSet unbound, BitSet online, AffinityScope defaultScope) {

    /** {@return the CPUs that the workqueue may use: those asked for, or all if none of them may be used (R143)} */
    BitSet effective(WorkqueueAttrs attrs) {
        BitSet asked = attrs.cpumask();
        asked.and(unbound);
        return asked.isEmpty() ? unbound : asked;
    }

    AffinityScope scopeOf(WorkqueueAttrs attrs) {
        return attrs.affinityScope() == AffinityScope.DEFAULT ? defaultScope : attrs.affinityScope();
    }

    /** {@return the pool for one pod of the workqueue: of those CPUs that it may use, or of all of them if none is online} */
    PoolAttrs forPod(BitSet pod, WorkqueueAttrs attrs) {
        BitSet effective = effective(attrs);
        BitSet near = (BitSet) pod.clone();
        near.and(effective);
        return new PoolAttrs(attrs.nice(), attrs.affinityStrict(), near.intersects(online) ? near : effective, effective);
    }

    /** {@return the one pool of an ordered workqueue} */
    PoolAttrs forAll(WorkqueueAttrs attrs) {
        BitSet effective = effective(attrs);
        return new PoolAttrs(attrs.nice(), attrs.affinityStrict(), effective, effective);
    }
}
