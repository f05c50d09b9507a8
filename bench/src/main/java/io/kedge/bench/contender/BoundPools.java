package io.kedge.bench.contender;

import java.util.LinkedHashMap;
import java.util.Map;

import io.kedge.bench.Cpus;

/** What bound work costs where nothing is shared: a thread a CPU, each with a list of its own, and nobody who helps another one. */
public final class BoundPools implements Executes {
    private final Map<Integer, FixedPool> byCpu = new LinkedHashMap<>();

    public BoundPools() {
        for (int i = 0; i < Cpus.count(); i++) {
            int cpu = Cpus.nth(i);
            byCpu.put(cpu, FixedPool.one(cpu));
        }
    }

    @Override
    public String configuration() {
        return "the floor of bound work: a ThreadPoolExecutor(1) for each CPU, its thread bound to it, tasks handed to the CPU they are for";
    }

    /** @throws IllegalArgumentException if the process may not use the CPU */
    @Override
    public Runnable starter(Runnable task, int cpu) {
        FixedPool pool = byCpu.get(cpu);
        if (pool == null) {
            throw new IllegalArgumentException("no thread is bound to CPU " + cpu + "; there are " + byCpu.keySet());
        }
        return pool.starter(task, cpu);
    }

    @Override
    public void close() {
        byCpu.values().forEach(FixedPool::close);
    }
}
