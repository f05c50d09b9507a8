package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.WorkerPool;

/** Every pool of an engine: a normal and a high one per CPU, and a normal and a high one for all CPUs. Constant. */
public final class PoolTable {
    static final int NORMAL_NICE = 0;
    static final int HIGH_NICE = -15;   // the kernel's -20 is for interrupt threads, which the engine's must not overtake (DESIGN D12)

    private final Topology topology;
    private final List<WorkerPool> normal = new ArrayList<>();
    private final List<WorkerPool> high = new ArrayList<>();
    private final WorkerPool unboundNormal;
    private final WorkerPool unboundHigh;
    private final List<WorkerPool> all;

    public PoolTable(Topology topology, PoolSpec.Engine engine) {
        this.topology = topology;
        int id = 0;
        for (int cpu : topology.cpus().stream().toArray()) {
            BitSet own = new BitSet();
            own.set(cpu);
            normal.add(new WorkerPool(new PoolSpec(id++, "kcpu/" + cpu, cpu, own, NORMAL_NICE, 1), engine));
            high.add(new WorkerPool(new PoolSpec(id++, "kcpu/" + cpu + "H", cpu, own, HIGH_NICE, 1), engine));
        }
        unboundNormal = unbound(id++, NORMAL_NICE, engine);
        unboundHigh = unbound(id, HIGH_NICE, engine);
        all = new ArrayList<>(normal);
        all.addAll(high);
        all.add(unboundNormal);
        all.add(unboundHigh);
        all.sort(java.util.Comparator.comparingInt(pool -> pool.spec().id()));
    }

    private WorkerPool unbound(int id, int nice, PoolSpec.Engine engine) {
        return new WorkerPool(new PoolSpec(id, "kcpu/u" + id, -1, topology.cpus(), nice, topology.count()), engine);
    }

    Topology topology() {
        return topology;
    }

    List<WorkerPool> bound(boolean highPriority) {
        return highPriority ? high : normal;
    }

    WorkerPool unbound(boolean highPriority) {
        return highPriority ? unboundHigh : unboundNormal;
    }

    /** {@return all pools, in order of their ids} */
    public List<WorkerPool> all() {
        return List.copyOf(all);
    }
}
