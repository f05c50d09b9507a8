package io.kedge.runtime.cpu;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.linux.CurrentThread;

/**
 * The CPUs that the process may use, what its affinity mask allows, so that a container or a cpuset is respected; and which
 * of them are near each other.
 *
 * @param cpus     allowed CPU numbers, not empty, not necessarily from 0 on
 * @param nodes    the allowed CPUs of each NUMA node, by the node's number; empty for a node of which none is allowed
 * @param cores    the allowed CPUs in groups that are threads of one core
 * @param caches   the allowed CPUs in groups that share the last-level cache; no group is empty or spans nodes, as above
 *     and below
 * @param shards   the allowed CPUs in groups of about 8 cores, or as asked for, of one cache
 * @param isolated allowed CPUs that the kernel was told to leave alone ({@code isolcpus=}); may be empty
 */
public record Topology(
        BitSet cpus, List<BitSet> nodes, List<BitSet> cores, List<BitSet> caches, List<BitSet> shards, BitSet isolated) {
    /** Said of a CPU, or a node, where any will do. */
    public static final int NO_CPU = -1;

    /** Cores of a shard, unless somebody says otherwise: the kernel's default. */
    static final int SHARD_CORES = 8;

    private static final Path SYSFS = Path.of("/sys/devices/system");

    public Topology {
        if (cpus.isEmpty()) {
            throw new IllegalArgumentException("cpus is empty: the engine needs at least one CPU");
        }
        cpus = (BitSet) cpus.clone();
        isolated = (BitSet) isolated.clone();
        isolated.and(cpus);
        nodes = copyOf(nodes);
        cores = copyOf(cores);
        caches = copyOf(caches);
        shards = copyOf(shards);
        requireParts(cpus, nodes, "nodes");
        requireWithin(nodes, cpus, cores, "cores");
        requireWithin(nodes, cpus, caches, "caches");
        requireWithin(nodes, cpus, shards, "shards");
    }

    /** Each CPU a core, in groups that are caches and shards at once; nothing is isolated. */
    public Topology(BitSet cpus, List<BitSet> nodes, List<BitSet> groups) {
        this(cpus, nodes, each(cpus), groups, groups, new BitSet());
    }

    /** One node, one cache: all CPUs are equally near each other. */
    public Topology(BitSet cpus) {
        this(cpus, List.of(cpus), List.of(cpus));
    }

    /** {@return the CPUs the calling thread may use now, with the nodes and caches that the kernel knows} */
    public static Topology allowed() {
        return allowed(SHARD_CORES);
    }

    /** {@return the same, with caches cut into shards of about so many cores, 1 or more} */
    public static Topology allowed(int shardCores) {
        return Sysfs.read(SYSFS, CurrentThread.affinity(), shardCores);
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
    public List<BitSet> cores() {
        return copyOf(cores);
    }

    @Override
    public List<BitSet> caches() {
        return copyOf(caches);
    }

    @Override
    public List<BitSet> shards() {
        return copyOf(shards);
    }

    @Override
    public BitSet isolated() {
        return (BitSet) isolated.clone();
    }

    /**
     * {@return the CPUs in the groups of a scope (spec section 6.6), by their lowest CPUs within a node}
     *
     * @throws IllegalArgumentException for {@link AffinityScope#DEFAULT}, which stands for another one
     */
    public List<BitSet> pods(AffinityScope scope) {
        return switch (scope) {
            case DEFAULT -> throw new IllegalArgumentException("the scope \"default\" has no pods of its own: ask for the one it"
                    + " stands for");
            case CPU -> each(cpus);
            case SMT -> cores();
            case CACHE -> caches();
            case CACHE_SHARD -> shards();
            case NUMA -> nodes().stream().filter(node -> !node.isEmpty()).toList();
            case SYSTEM -> List.of(cpus());
        };
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

    /** {@return the number of the node that all these allowed CPUs belong to; {@link #NO_CPU} if they span several} */
    public int nodeOf(BitSet some) {
        int node = nodeOf(some.nextSetBit(0));
        BitSet others = (BitSet) some.clone();
        others.andNot(nodes.get(node));
        return others.isEmpty() ? node : NO_CPU;
    }

    /** {@return one more than the highest CPU number: the length of a table indexed by CPU} */
    public int limit() {
        return cpus.length();
    }

    private static List<BitSet> each(BitSet cpus) {
        return cpus.stream().mapToObj(cpu -> {
            BitSet one = new BitSet();
            one.set(cpu);
            return one;
        }).toList();
    }

    private static List<BitSet> copyOf(List<BitSet> sets) {
        return sets.stream().map(set -> (BitSet) set.clone()).toList();
    }

    private static void requireWithin(List<BitSet> nodes, BitSet cpus, List<BitSet> parts, String what) {
        requireParts(cpus, parts, what);
        for (BitSet part : parts) {
            if (part.isEmpty() || nodes.stream().filter(part::intersects).count() != 1) {
                throw new IllegalArgumentException(
                        part + ", one of the " + what + ", is not within one of the nodes " + nodes);
            }
        }
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
