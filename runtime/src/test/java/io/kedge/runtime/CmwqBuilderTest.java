package io.kedge.runtime;

import java.time.Duration;

import io.kedge.runtime.cpu.Topology;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CmwqBuilderTest {
    private final CmwqBuilder builder = Cmwq.builder();

    private static String refusal(Runnable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    @Test
    void valuesOutOfRangeAreRefusedWithTheRange() {
        assertEquals("the idle timeout must be 1 ms to 1 day, was PT0S",
                refusal(() -> builder.idleTimeout(Duration.ZERO)));
        assertEquals("the idle timeout must be 1 ms to 1 day, was PT25H",
                refusal(() -> builder.idleTimeout(Duration.ofHours(25))));
        assertEquals("the CPU-intensive threshold must be 0 (off) to 1 s, was PT-0.001S",
                refusal(() -> builder.cpuIntensiveThreshold(Duration.ofMillis(-1))));
        assertEquals("the CPU-intensive threshold must be 0 (off) to 1 s, was PT1.000000001S",
                refusal(() -> builder.cpuIntensiveThreshold(Duration.ofSeconds(1).plusNanos(1))));
        assertEquals("the CPU-intensive warning threshold must be 0 (never) or more, was -1",
                refusal(() -> builder.cpuIntensiveWarning(-1)));
        assertEquals("a cache shard must have 1 core or more, was 0", refusal(() -> builder.cacheShardSize(0)));
    }

    @Test
    @Conforms("R54")
    void theThresholdIsThatOfTheBuilderAndADefaultOf10Milliseconds() {
        assertEquals(10_000_000, new EngineSettings().hogPace.firstNanos());
        assertEquals(30_000_000, builder.cpuIntensiveThreshold(Duration.ofMillis(30)).settings().hogPace.firstNanos());
    }

    /** Whatever the machine: no core shares with another one, and with all the machine's in one shard all that share a cache do. */
    @Test
    void theSizeOfCacheShardsIsThatOfTheBuilder() {
        Topology apart = builder.cacheShardSize(1).settings().topology.get();
        assertEquals(apart.cores(), apart.shards());
        Topology together = builder.cacheShardSize(1 << 16).settings().topology.get();
        assertEquals(together.caches(), together.shards());
    }

    @Test
    void anEngineWithOtherConstantsRuns() throws Exception {
        try (Cmwq cmwq = builder.idleTimeout(Duration.ofMillis(1)).cpuIntensiveThreshold(Duration.ZERO).start()) {
            Gate ran = new Gate();
            cmwq.system("events").queue(Cmwq.work(ran::open));
            ran.pass();
        }
    }
}
