package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.WorkerPool;

/**
 * Every pool of an engine: a normal and a high one for each CPU, and for each pod. If there are several pods, one more for all
 * CPUs, which ordered workqueues use. Constant; a pool without work has no threads.
 */
public final class PoolTable {
    static final int NORMAL_NICE = 0;
    static final int HIGH_NICE = -15;   // the kernel's -20 is for interrupt threads, which the engine's must not overtake (DESIGN D12)

    private final Topology topology;
    private final List<WorkerPool> normal = new ArrayList<>();
    private final List<WorkerPool> high = new ArrayList<>();
    private final List<WorkerPool> unboundNormal = new ArrayList<>();
    private final List<WorkerPool> unboundHigh = new ArrayList<>();
    private final WorkerPool everywhere;
    private final List<WorkerPool> all = new ArrayList<>();   // by id

    public PoolTable(Topology topology, PoolSpec.Engine engine) {
        this.topology = topology;
        for (int cpu : topology.cpus().stream().toArray()) {
            normal.add(bound(cpu, NORMAL_NICE, engine));
            high.add(bound(cpu, HIGH_NICE, engine));
        }
        for (BitSet pod : topology.shards()) {
            unboundNormal.add(unbound(pod, NORMAL_NICE, engine));
            unboundHigh.add(unbound(pod, HIGH_NICE, engine));
        }
        everywhere = unboundNormal.size() == 1 ? unboundNormal.getFirst() : unbound(topology.cpus(), NORMAL_NICE, engine);
    }

    private WorkerPool bound(int cpu, int nice, PoolSpec.Engine engine) {
        BitSet own = new BitSet();
        own.set(cpu);
        return add(new PoolSpec(all.size(), "kcpu/" + cpu + (nice < 0 ? "H" : ""), cpu, own, nice, 1), engine);
    }

    private WorkerPool unbound(BitSet cpus, int nice, PoolSpec.Engine engine) {
        return add(new PoolSpec(all.size(), "kcpu/u" + all.size(), -1, cpus, nice, cpus.cardinality()), engine);
    }

    private WorkerPool add(PoolSpec spec, PoolSpec.Engine engine) {
        WorkerPool pool = new WorkerPool(spec, engine);
        all.add(pool);
        return pool;
    }

    Topology topology() {
        return topology;
    }

    /** {@return the pools of the CPUs, in their order} */
    List<WorkerPool> bound(boolean highPriority) {
        return highPriority ? high : normal;
    }

    /** {@return the pools of the pods, in their order} */
    List<WorkerPool> unbound(boolean highPriority) {
        return highPriority ? unboundHigh : unboundNormal;
    }

    /** {@return the pool that covers all CPUs} */
    WorkerPool everywhere() {
        return everywhere;
    }

    /** {@return all pools, in order of their ids} */
    public List<WorkerPool> all() {
        return List.copyOf(all);
    }
}
