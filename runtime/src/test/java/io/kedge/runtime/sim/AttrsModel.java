package io.kedge.runtime.sim;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.sim.SimQueue.Kind;
import io.kedge.runtime.work.ItemHost;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Which attributes each workqueue has, and so which pool must serve a CPU (spec sections 6.5 to 6.8). */
final class AttrsModel {
    private final Topology topology;
    private final IdentityHashMap<SimQueue, WorkqueueAttrs> attrs = new IdentityHashMap<>();
    BitSet unbound;
    private final Supplier<BitSet> online;   // as far as the engine knows
    AffinityScope defaultScope = AffinityScope.CACHE_SHARD;
    int version;   // another number after each change

    AttrsModel(Topology topology, Supplier<BitSet> online) {
        this.topology = topology;
        this.unbound = topology.cpus();
        this.online = online;
    }

    void apply(SimQueue queue, WorkqueueAttrs its) {
        attrs.put(queue, its);
        version++;
    }

    WorkqueueAttrs of(SimQueue queue) {
        return requireNonNull(attrs.getOrDefault(queue, WorkqueueAttrs.standard()), "standard");
    }

    /** {@return whether this pool is the one that serves the CPU for the workqueue} */
    boolean serves(SimQueue queue, int cpu, @Nullable ItemHost host) {
        if (!(host instanceof WorkerPool pool)) {
            return false;
        }
        PoolSpec spec = pool.spec();
        if (queue.isBound()) {
            return spec.cpu() == cpu;
        }
        WorkqueueAttrs its = of(queue);
        BitSet allowed = allowed(its);
        BitSet pod = pod(queue, cpu, allowed);
        int nice = its.nice() == -20 ? -15 : Math.max(its.nice(), -14);
        return spec.cpu() < 0 && spec.pod().equals(pod) && spec.cpus().equals(its.affinityStrict() ? pod : allowed)
                && spec.nice() == nice && spec.byDeadline() == (queue.kind == Kind.BY_DEADLINE);
    }

    private BitSet allowed(WorkqueueAttrs its) {
        BitSet asked = its.cpumask();
        asked.and(unbound);
        return asked.isEmpty() ? unbound : asked;
    }

    private BitSet pod(SimQueue queue, int cpu, BitSet allowed) {
        if (queue.kind == Kind.ORDERED) {
            return allowed;
        }
        AffinityScope asked = of(queue).affinityScope();
        List<BitSet> pods = topology.pods(asked == AffinityScope.DEFAULT ? defaultScope : asked);
        BitSet near = (BitSet) pods.stream().filter(pod -> pod.get(cpu)).findFirst().orElseThrow().clone();
        near.and(allowed);
        return near.intersects(online.get()) ? near : allowed;
    }
}
