package io.kedge.runtime.cpu;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.linux.CurrentThread;

/**
 * The CPUs that the process may use, what its affinity mask allows, so that a container or a cpuset is respected; and which
 * of them are near each other.
 *
 * @param cpus  allowed CPU numbers, not empty, not necessarily from 0 on
 * @param nodes the allowed CPUs of each NUMA node, by the node's number; empty for a node of which none is allowed
 * @param pods  the allowed CPUs in groups that share the pools of unbound workqueues; no pod is empty or spans nodes
 */
public record Topology(BitSet cpus, List<BitSet> nodes, List<BitSet> pods) {
    /** Said of a CPU where any will do. */
    public static final int NO_CPU = -1;

    private static final Path SYSFS = Path.of("/sys/devices/system");

    public Topology {
        if (cpus.isEmpty()) {
            throw new IllegalArgumentException("cpus is empty: the engine needs at least one CPU");
        }
        cpus = (BitSet) cpus.clone();
        nodes = copyOf(nodes);
        pods = copyOf(pods);
        requireParts(cpus, nodes, "nodes");
        requireParts(cpus, pods, "pods");
        for (BitSet pod : pods) {
            if (pod.isEmpty() || nodes.stream().filter(pod::intersects).count() != 1) {
                throw new IllegalArgumentException("pod " + pod + " is not within one of the nodes " + nodes);
            }
        }
    }

    /** One node, one pod: all CPUs are equally near each other. */
    public Topology(BitSet cpus) {
        this(cpus, List.of(cpus), List.of(cpus));
    }

    /** {@return the CPUs the calling thread may use now, with the nodes and caches that the kernel knows} */
    public static Topology allowed() {
        return Sysfs.read(SYSFS, CurrentThread.affinity());
    }

    @Override
    public BitSet cpus() {
        return (BitSet) cpus.clone();
    }

    @Override
    public List<BitSet> nodes() {
        return copyOf(nodes);
    }

    @Override
    public List<BitSet> pods() {
        return copyOf(pods);
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

    /**
     * {@return the CPU to use for a node: the caller's if it belongs to it, else the node's first; {@link #NO_CPU} if the node
     * has none} Allocates nothing.
     */
    public int near(int node, int callersCpu) {
        if (node < 0 || node >= nodes.size()) {
            return NO_CPU;
        }
        BitSet near = nodes.get(node);
        return callersCpu >= 0 && near.get(callersCpu) ? callersCpu : near.nextSetBit(0);
    }

    /** {@return the number of the node that the allowed CPU belongs to} */
    public int nodeOf(int cpu) {
        int node = 0;
        while (!nodes.get(node).get(cpu)) {
            node++;
        }
        return node;
    }

    /** {@return one more than the highest CPU number: the length of a table indexed by CPU} */
    public int limit() {
        return cpus.length();
    }

    private static List<BitSet> copyOf(List<BitSet> sets) {
        return sets.stream().map(set -> (BitSet) set.clone()).toList();
    }

    private static void requireParts(BitSet cpus, List<BitSet> parts, String what) {
        BitSet seen = new BitSet();
        for (BitSet part : parts) {
            if (part.intersects(seen)) {
                throw new IllegalArgumentException("the " + what + " overlap: " + parts);
            }
            seen.or(part);
        }
        if (!seen.equals(cpus)) {
            throw new IllegalArgumentException("the " + what + " " + parts + " are not made of the CPUs " + cpus);
        }
    }
}
