package io.kedge.runtime.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

import io.kedge.runtime.Conforms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Nodes and pods, as the kernel's files tell them. */
class TopologyTest {
    @TempDir
    private Path root = Path.of("set by JUnit");

    private static BitSet cpus(int from, int to) {
        BitSet cpus = new BitSet();
        cpus.set(from, to + 1);
        return cpus;
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    /** Two nodes of 16 CPUs each: two caches a node, two threads a core. */
    private void writeTwoNodes() throws IOException {
        write("node/node0/cpulist", "0-15");
        write("node/node1/cpulist", "16-31");
        write("node/possible", "0-1");
        for (int cpu = 0; cpu < 32; cpu++) {
            int core = cpu / 2 * 2;
            int cache = cpu / 8 * 8;
            write("cpu/cpu" + cpu + "/topology/thread_siblings_list", core + "-" + (core + 1));
            write("cpu/cpu" + cpu + "/cache/index0/level", "1");
            write("cpu/cpu" + cpu + "/cache/index0/shared_cpu_list", core + "," + (core + 1));
            write("cpu/cpu" + cpu + "/cache/index3/level", "3");
            write("cpu/cpu" + cpu + "/cache/index3/shared_cpu_list", cache + "-" + (cache + 7));
        }
    }

    @Test
    void aPodIsTheCpusOfACacheAndEachNodeHasItsNumber() throws IOException {
        writeTwoNodes();
        Topology all = Sysfs.read(root, cpus(0, 31), Topology.SHARD_CORES);
        assertEquals(List.of(cpus(0, 15), cpus(16, 31)), all.nodes());
        assertEquals(List.of(cpus(0, 7), cpus(8, 15), cpus(16, 23), cpus(24, 31)), all.shards());
        assertEquals(1, all.nodeOf(20));
    }

    @Test
    void onlyAllowedCpusCountAndNodesKeepTheirNumbers() throws IOException {
        writeTwoNodes();
        Topology some = Sysfs.read(root, cpus(18, 25), Topology.SHARD_CORES);
        assertEquals(List.of(new BitSet(), cpus(18, 25)), some.nodes());
        assertEquals(List.of(cpus(18, 23), cpus(24, 25)), some.shards());
    }

    @Test
    void aNodeIsServedByTheCallersCpuIfItBelongsToItElseByItsFirst() throws IOException {
        writeTwoNodes();
        Topology some = Sysfs.read(root, cpus(18, 25), Topology.SHARD_CORES);
        assertEquals(20, some.near(1, 20));
        assertEquals(18, some.near(1, 3));
        assertEquals(18, some.near(1, -1));
        assertEquals(Topology.NO_CPU, some.near(0, 3), "none of its CPUs is allowed");
        assertEquals(Topology.NO_CPU, some.near(-1, 20));
        assertEquals(Topology.NO_CPU, some.near(7, 20));
    }

    @Test
    void withoutFilesThereIsOneNodeAndOnePod() {
        Topology plain = Sysfs.read(root, cpus(2, 5), Topology.SHARD_CORES);
        assertEquals(List.of(cpus(2, 5)), plain.nodes());
        assertEquals(List.of(cpus(2, 5)), plain.shards());
        assertEquals(new Topology(cpus(2, 5)), plain);
    }

    @Test
    void filesThatLeaveACpuOutOrMakeNoSenseAreNotBelieved() throws IOException {
        write("node/node0/cpulist", "0-1");
        write("node/node1/cpulist", "what");
        assertEquals(new Topology(cpus(0, 3)), Sysfs.read(root, cpus(0, 3), Topology.SHARD_CORES));
    }

    @Test
    void aCacheThatOneCoreHasToItselfGroupsNothing() throws IOException {
        for (int cpu = 0; cpu < 4; cpu++) {
            int core = cpu / 2 * 2;
            write("cpu/cpu" + cpu + "/topology/thread_siblings_list", core + "-" + (core + 1));
            write("cpu/cpu" + cpu + "/cache/index2/level", "2");
            write("cpu/cpu" + cpu + "/cache/index2/shared_cpu_list", core + "-" + (core + 1));
        }
        Topology two = Sysfs.read(root, cpus(0, 3), Topology.SHARD_CORES);
        assertEquals(List.of(cpus(0, 3)), two.caches());
        assertEquals(List.of(cpus(0, 1), cpus(2, 3)), two.cores());
    }

    @Test
    @Conforms("R141")
    void aCacheIsCutIntoShardsOfAboutEightCores() {
        assertEquals(List.of(8), sizes(8));
        assertEquals(List.of(11), sizes(11));
        assertEquals(List.of(6, 6), sizes(12));
        assertEquals(List.of(10, 9), sizes(19));
        assertEquals(List.of(7, 7, 6), sizes(20));
        assertEquals(List.of(1), sizes(1));
    }

    private static List<Integer> sizes(int count) {
        List<BitSet> cores = new ArrayList<>(IntStream.range(0, count).mapToObj(cpu -> cpus(cpu, cpu)).toList());
        return Sysfs.shards(cores, 8).stream().map(BitSet::cardinality).toList();
    }

    @Test
    void aCoreIsNeverCut() throws IOException {
        for (int cpu = 0; cpu < 24; cpu++) {
            write("cpu/cpu" + cpu + "/topology/thread_siblings_list", cpu % 12 + "," + (cpu % 12 + 12));
        }
        BitSet first = cpus(0, 5);
        first.or(cpus(12, 17));
        BitSet second = cpus(6, 11);
        second.or(cpus(18, 23));
        assertEquals(List.of(first, second), Sysfs.read(root, cpus(0, 23), Topology.SHARD_CORES).shards(), "12 cores, 6 and 6");
    }

    @Test
    void listsAreReadAsTheKernelWritesThem() {
        BitSet expected = cpus(0, 3);
        expected.or(cpus(8, 8));
        assertEquals(expected, Sysfs.parse("0-3,8\n"));
        assertEquals(new BitSet(), Sysfs.parse("\n"));
        assertEquals(new BitSet(), Sysfs.parse("3-1"));
        assertEquals(new BitSet(), Sysfs.parse("0-99999999"));
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        List<BitSet> halves = List.of(cpus(0, 1), cpus(2, 3));
        List<BitSet> whole = List.of(cpus(0, 3));
        assertRefused("cpus is empty", new BitSet(), List.of(), List.of());
        assertRefused("the nodes overlap", cpus(0, 3), List.of(cpus(0, 2), cpus(2, 3)), whole);
        assertRefused("the caches [{0, 1}] are not made of the CPUs {0, 1, 2, 3}", cpus(0, 3), whole, List.of(cpus(0, 1)));
        assertRefused("{0, 1, 2, 3}, one of the caches, is not within one of the nodes", cpus(0, 3), halves, whole);
    }

    private static void assertRefused(String message, BitSet cpus, List<BitSet> nodes, List<BitSet> pods) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new Topology(cpus, nodes, pods));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(message), String.valueOf(refusal.getMessage()));
    }

    @Test
    void thisMachineHasATopology() {
        Topology here = Topology.allowed();
        assertEquals(here.count(), here.shards().stream().mapToInt(BitSet::cardinality).sum());
    }
}
