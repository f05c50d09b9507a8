package io.kedge.runtime.cpu;

import java.util.BitSet;

import io.kedge.runtime.linux.CurrentThread;

/**
 * The CPUs that the process may use: what its affinity mask allows, so that a container or a cpuset is respected.
 *
 * @param cpus allowed CPU numbers, not empty, not necessarily from 0 on
 */
public record Topology(BitSet cpus) {

    public Topology {
        if (cpus.isEmpty()) {
            throw new IllegalArgumentException("cpus is empty: the engine needs at least one CPU");
        }
        cpus = (BitSet) cpus.clone();
    }

    /** {@return the CPUs the calling thread may use now} */
    public static Topology allowed() {
        return new Topology(CurrentThread.affinity());
    }

    @Override
    public BitSet cpus() {
        return (BitSet) cpus.clone();
    }

    public int count() {
        return cpus.cardinality();
    }

    public boolean has(int cpu) {
        return cpu >= 0 && cpus.get(cpu);
    }

    /** {@return the CPU itself if allowed, else the next allowed one, wrapping around} */
    public int nearest(int cpu) {
        int next = cpus.nextSetBit(Math.max(cpu, 0));
        return next >= 0 ? next : cpus.nextSetBit(0);
    }

    /** {@return one more than the highest CPU number: the length of a table indexed by CPU} */
    public int limit() {
        return cpus.length();
    }
}
