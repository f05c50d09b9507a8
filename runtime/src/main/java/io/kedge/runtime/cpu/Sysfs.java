package io.kedge.runtime.cpu;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What the kernel says of nodes, caches and cores in {@code /sys/devices/system}. A file that is missing or makes no sense
 * means that nothing is known: then all CPUs are alike.
 */
final class Sysfs {
    private static final int MOST_CPUS = 1 << 16;

    private Sysfs() { }

    /** {@return the topology of these CPUs} */
    static Topology read(Path root, BitSet allowed, int shardCores) {
        List<BitSet> nodes = nodes(root.resolve("node"), allowed);
        List<BitSet> cores = new ArrayList<>();
        List<BitSet> caches = new ArrayList<>();
        List<BitSet> shards = new ArrayList<>();
        for (BitSet node : nodes) {
            for (BitSet cache : groups(node, cpu -> lastLevelCache(root, cpu, node))) {
                List<BitSet> its = groups(cache, cpu -> cpuList(siblings(root, cpu)));
                caches.add(cache);
                cores.addAll(its);
                shards.addAll(shards(its, shardCores));
            }
        }
        return new Topology(allowed, nodes, cores, caches, shards, cpuList(root.resolve("cpu/isolated")));
    }

    /** Cuts a cache group into shards of about {@code size} cores (spec section 6.6). */
    static List<BitSet> shards(List<BitSet> cores, int size) {
        int count = Math.max(1, (cores.size() + size / 2) / size);
        List<BitSet> shards = new ArrayList<>();
        int next = 0;
        for (int shard = 0; shard < count; shard++) {
            int end = next + cores.size() / count + (shard < cores.size() % count ? 1 : 0);
            BitSet cpus = new BitSet();
            cores.subList(next, end).forEach(cpus::or);
            shards.add(cpus);
            next = end;
        }
        return shards;
    }

    /** {@return the CPUs of a list as {@code 0-3,8}; empty if it is none} */
    static BitSet parse(String list) {
        BitSet cpus = new BitSet();
        for (String range : list.strip().split(",", -1)) {
            String[] ends = range.strip().split("-", 2);
            int from = number(ends[0]);
            int to = number(ends[ends.length - 1]);
            if (from < 0 || to < from) {
                return new BitSet();
            }
            cpus.set(from, to + 1);
        }
        return cpus;
    }

    private static List<BitSet> nodes(Path folder, BitSet allowed) {
        List<BitSet> nodes = new ArrayList<>();
        BitSet left = (BitSet) allowed.clone();
        for (int number : numbersOf(folder, "node")) {
            BitSet node = cpuList(folder.resolve("node" + number + "/cpulist"));
            node.and(left);
            left.andNot(node);
            while (nodes.size() <= number) {
                nodes.add(new BitSet());
            }
            nodes.set(number, node);
        }
        return left.isEmpty() ? nodes : List.of(allowed);
    }

    /** What a CPU belongs to, as far as it is known. */
    @FunctionalInterface
    private interface Belonging {
        BitSet of(int cpu);
    }

    /** {@return the CPUs in groups; one of which nothing is known is a group of its own} */
    private static List<BitSet> groups(BitSet cpus, Belonging belonging) {
        List<BitSet> groups = new ArrayList<>();
        BitSet left = (BitSet) cpus.clone();
        for (int cpu = left.nextSetBit(0); cpu >= 0; cpu = left.nextSetBit(cpu)) {
            BitSet group = belonging.of(cpu);
            group.set(cpu);
            group.and(left);
            left.andNot(group);
            groups.add(group);
        }
        return groups;
    }

    /**
     * {@return the CPUs that share the CPU's cache of the highest level} If no cache is known, or only such as one core has to
     * itself, those of its package, as the kernel's scheduler has it; and if that is the core again, the whole node: many
     * boards and virtual machines do not tell what is shared, and a pool for each core would be none.
     */
    private static BitSet lastLevelCache(Path root, int cpu, BitSet node) {
        Path caches = root.resolve("cpu/cpu" + cpu + "/cache");
        int highest = 0;
        BitSet shared = new BitSet();
        for (int index : numbersOf(caches, "index")) {
            int level = number(text(caches.resolve("index" + index + "/level")));
            if (level > highest) {
                highest = level;
                shared = cpuList(caches.resolve("index" + index + "/shared_cpu_list"));
            }
        }
        if (isBeyondTheCore(root, cpu, shared)) {
            return shared;
        }
        BitSet inPackage = cpuList(root.resolve("cpu/cpu" + cpu + "/topology/package_cpus_list"));
        return isBeyondTheCore(root, cpu, inPackage) ? inPackage : (BitSet) node.clone();
    }

    private static boolean isBeyondTheCore(Path root, int cpu, BitSet shared) {
        BitSet beyond = (BitSet) shared.clone();
        beyond.andNot(cpuList(siblings(root, cpu)));
        beyond.clear(cpu);
        return !beyond.isEmpty();
    }

    private static Path siblings(Path root, int cpu) {
        return root.resolve("cpu/cpu" + cpu + "/topology/thread_siblings_list");
    }

    /** {@return the numbers behind the prefix in the names of the entries, in order} */
    private static List<Integer> numbersOf(Path folder, String prefix) {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, prefix + "[0-9]*")) {
            entries.forEach(entry -> numbers.add(number(entry.getFileName().toString().substring(prefix.length()))));
        } catch (IOException missing) {
            return List.of();
        }
        return numbers.stream().filter(number -> number >= 0).sorted().toList();
    }

    private static BitSet cpuList(Path file) {
        return parse(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            return "";
        }
    }

    /** {@return the number, -1 if it is none that a CPU may have} */
    private static int number(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            return number < MOST_CPUS ? number : -1;
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
