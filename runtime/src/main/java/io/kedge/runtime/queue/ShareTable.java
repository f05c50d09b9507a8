package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntSupplier;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import org.jspecify.annotations.Nullable;

/**
 * The shares of one workqueue, and which one an item goes to: a share for each CPU; for each pod if unbound; only one if
 * ordered. Constant.
 */
final class ShareTable {
    private final Topology topology;                 // C
    private final List<QueueShare> all;              // C
    private final @Nullable QueueShare[] byCpu;      // C   null for a CPU that the engine does not use
    private final @Nullable IntSupplier callersCpu;  // C   null if all CPUs have one share
    private final List<NodeCounter> nodes;           // C   by the node's number; empty if no share needs them
    private final boolean splits;                    // C   the limit is divided among the nodes
    private int outsider;                            // A   CPU of the latest item from elsewhere; a lost step does no harm

    private ShareTable(EngineWorkqueue workqueue, QueueHome home) {
        WorkqueueSpec spec = workqueue.spec();
        this.topology = home.topology();
        this.splits = spec.has(Flag.UNBOUND) && !spec.has(Flag.ORDERED);
        List<WorkerPool> pools = poolsOf(spec, home.pools());
        this.nodes = splits && pools.size() > 1 ? counters(topology.nodes().size()) : List.of();
        this.all = pools.stream().map(pool -> new QueueShare(workqueue, pool, nodeOf(pool))).toList();
        this.byCpu = new QueueShare[topology.limit()];
        for (QueueShare share : all) {
            share.pool().spec().cpus().stream().forEach(cpu -> byCpu[cpu] = share);
        }
        this.callersCpu = all.size() == 1 && spec.has(Flag.UNBOUND) ? null : home.callersCpu();
    }

    static ShareTable of(EngineWorkqueue workqueue, QueueHome home) {
        return new ShareTable(workqueue, home);
    }

    private static List<WorkerPool> poolsOf(WorkqueueSpec spec, PoolTable pools) {
        boolean high = spec.has(Flag.HIGHPRI);
        if (spec.has(Flag.ORDERED)) {
            return List.of(pools.everywhere());
        }
        return spec.has(Flag.UNBOUND) ? pools.unbound(high) : pools.bound(high);
    }

    private static List<NodeCounter> counters(int count) {
        List<NodeCounter> counters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            counters.add(new NodeCounter());
        }
        return List.copyOf(counters);
    }

    /** {@return the counter of the node that the pod belongs to, null if none is needed} */
    private @Nullable NodeCounter nodeOf(WorkerPool pod) {
        return nodes.isEmpty() ? null : nodes.get(topology.nodeOf(pod.spec().cpus().nextSetBit(0)));
    }

    List<QueueShare> all() {
        return all;
    }

    /** {@return the counters that shares of the same node use together, by the node's number} */
    List<NodeCounter> nodes() {
        return nodes;
    }

    /** Tells the shares how many items may be active: on each CPU, or in all if unbound, but at least the minimum on each node. */
    void limit(int maxActive, int minActive) {
        if (nodes.isEmpty()) {
            all.forEach(share -> share.limit(maxActive));
            return;
        }
        List<BitSet> cpus = topology.nodes();
        for (int node = 0; node < nodes.size(); node++) {
            nodes.get(node).limit(limitOf(cpus.get(node).cardinality(), maxActive, minActive));
        }
    }

    /** {@return the node's part of the limit, by its part of the CPUs, rounded up (R71)} */
    private int limitOf(int nodesCpus, int maxActive, int minActive) {
        int part = Math.ceilDiv(maxActive * nodesCpus, topology.count());
        return Math.clamp(part, minActive, maxActive);
    }

    /** {@return the share of the CPU; of the caller's CPU if negative (R11, R13)} */
    QueueShare forCpu(int cpu) {
        if (callersCpu == null) {
            return all.getFirst();
        }
        int wanted = cpu >= 0 ? cpu : callersCpu.getAsInt();
        QueueShare share = wanted >= 0 && wanted < byCpu.length ? byCpu[wanted] : null;
        return share == null ? forOutsider(wanted) : share;
    }

    /** The caller is on a CPU that the engine may not use: the nearest one serves, or one after the other if unbound. */
    private QueueShare forOutsider(int cpu) {
        int chosen = topology.nearest(splits ? outsider + 1 : cpu);
        outsider = chosen;
        QueueShare share = byCpu[chosen];
        if (share == null) {
            throw new IllegalStateException("CPU " + chosen + " has no share in " + Arrays.toString(byCpu));
        }
        return share;
    }
}
