package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.WorkerPool;

/**
 * Every pool of an engine: a normal and a high one for each CPU, for ever; and those of unbound workqueues, which are made on
 * demand, shared by equal attributes, and end with their last user (R139). A pool without work has no threads.
 */
public final class PoolTable {
    private final Topology topology;                                     // C
    private final Function<PoolSpec, WorkerPool> maker;                  // C
    private final List<WorkerPool> normal = new ArrayList<>();           // C
    private final List<WorkerPool> high = new ArrayList<>();             // C
    private final ReentrantLock mutex = new ReentrantLock();             // outside any pool's lock
    private final Map<PoolAttrs, Unbound> byAttrs = new HashMap<>();     // mutex   those in use
    private final List<WorkerPool> leaving = new ArrayList<>();          // mutex   without users, and not yet ended
    private final List<WorkerPool> all = new CopyOnWriteArrayList<>();   // A   by id; written under mutex
    private int nextId;                                                  // mutex

    /** A pool and how many shares use it. */
    private static final class Unbound {
        final WorkerPool pool;
        int users;

        Unbound(WorkerPool pool) {
            this.pool = pool;
        }
    }

    public PoolTable(Topology topology, PoolSpec.Engine engine) {
        this(topology, spec -> new WorkerPool(spec, engine));
    }

    /** With pools that are made otherwise; the maker may throw, and fails who wants one. */
    public PoolTable(Topology topology, Function<PoolSpec, WorkerPool> maker) {
        this.topology = topology;
        this.maker = maker;
        for (int cpu : topology.cpus().stream().toArray()) {
            normal.add(bound(cpu, 0));
            high.add(bound(cpu, PoolAttrs.carriersNice(PoolAttrs.KERNELS_HIGH)));
        }
    }

    private WorkerPool bound(int cpu, int nice) {
        BitSet own = new BitSet();
        own.set(cpu);
        return add(new PoolSpec(nextId, "kcpu/" + cpu + (nice < 0 ? "H" : ""), cpu, own, own, nice, 1, false));
    }

    private WorkerPool add(PoolSpec spec) {
        WorkerPool pool = maker.apply(spec);
        nextId++;
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

    /**
     * {@return the pool with these attributes, which the caller uses until it gives it back}
     *
     * @throws OutOfMemoryError if there is none and none can be made
     */
    WorkerPool take(PoolAttrs attrs) {
        mutex.lock();
        try {
            Unbound found = byAttrs.get(attrs);
            if (found == null) {
                BitSet cpus = attrs.allowed();
                found = new Unbound(add(new PoolSpec(
                        nextId, "kcpu/u" + nextId, -1, cpus, attrs.pod(), attrs.carriersNice(), cpus.cardinality(),
                        attrs.byDeadline())));
                byAttrs.put(attrs, found);
            }
            found.users++;
            return found.pool;
        } finally {
            mutex.unlock();
        }
    }

    /** Ends one use of the pool; with the last one its carriers and workers end. No lock is held; waits for no thread. */
    void giveBack(WorkerPool pool) {
        mutex.lock();
        try {
            giveBackAlone(pool);
        } finally {
            mutex.unlock();
        }
    }

    private void giveBackAlone(WorkerPool pool) {
        Unbound used = byAttrs.values().stream().filter(one -> one.pool == pool).findFirst().orElseThrow(
                () -> new IllegalStateException("pool " + pool.spec().name() + " is given back more often than it was taken"));
        if (--used.users == 0) {
            byAttrs.values().remove(used);
            leaving.add(pool);
            pool.carriers().beginEnd();
        }
        forgetEnded();
    }

    private void forgetEnded() {
        if (leaving.removeIf(pool -> pool.carriers().haveEnded())) {
            all.removeIf(pool -> pool.carriers().haveEnded());
        }
    }

    /**
     * An unbound pool in use.
     *
     * @param users shares that use it
     */
    record Used(WorkerPool pool, PoolAttrs attrs, int users) { }

    /** {@return the unbound pools in use, in order of their ids} */
    List<Used> used() {
        mutex.lock();
        try {
            return byAttrs.entrySet().stream().map(entry -> new Used(entry.getValue().pool, entry.getKey(), entry.getValue().users))
                    .sorted(Comparator.comparingInt(one -> one.pool().spec().id())).toList();
        } finally {
            mutex.unlock();
        }
    }

    /**
     * {@return all pools, in order of their ids; those without users as long as they have workers or carriers} The list
     * changes as they come and go; it is not to be changed.
     */
    public List<WorkerPool> all() {
        if (mutex.tryLock()) {   // else somebody takes or gives one back, and forgets as well
            try {
                forgetEnded();
            } finally {
                mutex.unlock();
            }
        }
        return Collections.unmodifiableList(all);
    }
}
