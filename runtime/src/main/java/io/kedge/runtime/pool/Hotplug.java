package io.kedge.runtime.pool;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Takes a CPU out of an engine's books and back (spec section 9.2, R144). While a CPU is offline its pools do without
 * concurrency management: nobody is counted, and items start as in an unbound pool with a slot for each CPU that is online.
 * When it is back a worker counts from its next round on (kernel: WORKER_REBOUND); until then it runs beside the slot.
 *
 * <p>Unbound pools keep their slots; which of them serve a CPU is up to who is {@linkplain #tell told}. Whoever notices that
 * a CPU goes or comes calls this; any thread, one at a time, which waits for others that do, and for pools' locks.
 */
public final class Hotplug {
    private final List<WorkerPool> pools;             // C
    private final BitSet present = new BitSet();      // C   CPUs that have pools
    final ReentrantLock mutex = new ReentrantLock();   // for changes; outside any pool's lock
    private volatile BitSet online;                   // written under mutex; what is published is not changed
    private volatile Consumer<BitSet> listener = cpus -> { };   // written before any change

    /** All CPUs that these pools are bound to are online. */
    public Hotplug(List<WorkerPool> pools) {
        this.pools = pools;
        for (WorkerPool pool : pools) {
            if (pool.spec().managed()) {
                present.set(pool.spec().cpu());
            }
        }
        online = (BitSet) present.clone();
    }

    /** Has somebody told which CPUs are online whenever that changes, by the thread that changes it. */
    public void tell(Consumer<BitSet> whom) {
        listener = whom;
    }

    /** {@return the CPUs that have pools} */
    public BitSet present() {
        return (BitSet) present.clone();
    }

    /** {@return the CPUs that have pools and are online} */
    public BitSet online() {
        return (BitSet) online.clone();
    }

    /**
     * The CPU is gone. What is queued there runs elsewhere.
     *
     * @return false if it was gone already
     * @throws IllegalArgumentException if the engine has no pools for it
     * @throws IllegalStateException    if no other CPU is online
     */
    public boolean offline(int cpu) {
        requirePresent(cpu);
        mutex.lock();
        try {
            BitSet left = online();
            if (!left.get(cpu)) {
                return false;
            }
            left.clear(cpu);
            if (left.isEmpty()) {
                throw new IllegalStateException("CPU " + cpu + " is the last one that is online: bring another one back first");
            }
            online = left;
            adjustOfflinePools();
            listener.accept(online());
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * The CPU is back.
     *
     * @return false if it was there already
     * @throws IllegalArgumentException if the engine has no pools for it
     */
    public boolean online(int cpu) {
        requirePresent(cpu);
        mutex.lock();
        try {
            BitSet more = online();
            if (more.get(cpu)) {
                return false;
            }
            more.set(cpu);
            online = more;
            pools.stream().filter(pool -> pool.spec().cpu() == cpu).forEach(Hotplug::associate);
            adjustOfflinePools();
            listener.accept(online());
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /** Binds the carriers of CPUs that are online to them once more: they may have been moved. */
    public void callCarriersHome() {
        for (WorkerPool pool : pools) {
            if (!pool.spec().managed() || online.get(pool.spec().cpu())) {
                callCarriersHome(pool);
            }
        }
    }

    private void requirePresent(int cpu) {
        if (cpu < 0 || !present.get(cpu)) {
            throw new IllegalArgumentException("the engine has no pools for CPU " + cpu + "; it has for " + present);
        }
    }

    private void adjustOfflinePools() {
        for (WorkerPool pool : pools) {
            if (pool.spec().managed() && !online.get(pool.spec().cpu())) {
                disassociate(pool);
            }
        }
    }

    private void disassociate(WorkerPool pool) {
        pool.carriers().runOn(online());
        pool.lock();
        try {
            pool.concurrency.disassociate(online.cardinality());
        } finally {
            pool.unlockAndWake();
        }
    }

    private static void associate(WorkerPool pool) {
        pool.carriers().runOn(pool.spec().cpus());
        pool.lock();
        try {
            for (Carrier carrier : pool.carriers().all()) {
                pool.concurrency.slots.release(carrier);
            }
            pool.concurrency.associate(pool.spec().slots());
        } finally {
            pool.unlockAndWake();
        }
    }

    private static void callCarriersHome(WorkerPool pool) {
        for (Carrier carrier : pool.carriers().all()) {
            carrier.comeHome();
        }
    }
}
