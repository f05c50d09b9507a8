package io.kedge.runtime.cpu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.AffinityScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Which CPUs share a pool in each scope, on machines as they publish themselves. */
class MachinesTest {
    private static final int BOARD = 4;

    @TempDir
    private Path root = Path.of("set by JUnit");

    private Topology machine(String name, int cpus) throws IOException {
        SysfsTree.layOut(name, root);
        BitSet allowed = new BitSet();
        allowed.set(0, cpus);
        return Sysfs.read(root, allowed, Topology.SHARD_CORES);
    }

    private static List<String> pods(Topology machine, AffinityScope scope) {
        return machine.pods(scope).stream().map(BitSet::toString).toList();
    }

    private static BitSet cpus(String list) {
        return Sysfs.parse(list);
    }

    @Test
    @Conforms("R141")
    void aRaspberryPi4WithoutCacheFilesIsOnePodOfFourCores() throws IOException {
        Topology pi = machine("pi4", BOARD);
        assertEquals(List.of("{0, 1, 2, 3}"), pods(pi, AffinityScope.CACHE));
        assertEquals(List.of("{0, 1, 2, 3}"), pods(pi, AffinityScope.CACHE_SHARD));
        assertEquals(List.of("{0}", "{1}", "{2}", "{3}"), pods(pi, AffinityScope.SMT));
        assertEquals(List.of("{0}", "{1}", "{2}", "{3}"), pods(pi, AffinityScope.CPU));
        assertEquals(List.of("{0, 1, 2, 3}"), pods(pi, AffinityScope.NUMA));
        assertEquals(List.of("{0, 1, 2, 3}"), pods(pi, AffinityScope.SYSTEM));
        assertEquals(pi, machine("pi4-caches", BOARD), "the cache files tell the same");
    }

    @Test
    void aRaspberryPi5SharesItsThirdLevelNotItsSecond() throws IOException {
        Topology pi = machine("pi5", BOARD);
        assertEquals(List.of("{0, 1, 2, 3}"), pods(pi, AffinityScope.CACHE));
        assertEquals(BOARD, pods(pi, AffinityScope.SMT).size());
    }

    @Test
    void unequalCoresBehindOneCacheAreOnePod() throws IOException {
        Topology rock = machine("rk3588", 8);
        assertEquals(List.of("{0, 1, 2, 3, 4, 5, 6, 7}"), pods(rock, AffinityScope.CACHE_SHARD));
        assertEquals(8, pods(rock, AffinityScope.CPU).size());
    }

    @Test
    void withoutCachesThePackageIsThePod() throws IOException {
        Topology rock = machine("rk3588-vendor", 8);
        assertEquals(List.of("{0, 1, 2, 3}", "{4, 5}", "{6, 7}"), pods(rock, AffinityScope.CACHE));
        assertEquals(List.of("{0, 1, 2, 3, 4, 5, 6, 7}"), pods(rock, AffinityScope.NUMA));
    }

    @Test
    @Conforms("R141")
    void aServerHasCoresCachesShardsAndNodes() throws IOException {
        Topology server = machine("two-node-smt", 48);
        assertEquals(48, pods(server, AffinityScope.CPU).size());
        assertEquals(24, pods(server, AffinityScope.SMT).size());
        assertEquals("{0, 24}", pods(server, AffinityScope.SMT).getFirst());
        assertEquals(List.of(cpus("0-11,24-35"), cpus("12-23,36-47")), server.pods(AffinityScope.CACHE));
        assertEquals(List.of(cpus("0-5,24-29"), cpus("6-11,30-35"), cpus("12-17,36-41"), cpus("18-23,42-47")),
                server.pods(AffinityScope.CACHE_SHARD), "12 cores: 6 and 6");
        assertEquals(server.pods(AffinityScope.CACHE), server.pods(AffinityScope.NUMA));
        assertEquals(List.of(cpus("0-47")), server.pods(AffinityScope.SYSTEM));
        assertEquals(cpus("23,47"), server.isolated());
        assertEquals(1, server.nodeOf(cpus("12,47")));
        assertEquals(Topology.NO_CPU, server.nodeOf(cpus("0,12")));
    }

    @Test
    void theDefaultStandsForAnotherScope() throws IOException {
        Topology pi = machine("pi5", BOARD);
        assertThrows(IllegalArgumentException.class, () -> pi.pods(AffinityScope.DEFAULT));
        assertEquals(AffinityScope.CACHE_SHARD, AffinityScope.named("cache_shard"));
        var refusal = assertThrows(IllegalArgumentException.class, () -> AffinityScope.named("socket"));
        assertEquals("no affinity scope is called socket; there are default, cpu, smt, cache, cache_shard, numa, system",
                refusal.getMessage());
    }
}
