package io.kedge.runtime.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Gate;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ThreadProbeTest {
    private final AtomicInteger tid = new AtomicInteger();
    private final Gate started = new Gate();
    private final Gate stop = new Gate();

    private Thread start(Runnable body) {
        Thread thread = Thread.ofPlatform().start(() -> {
            tid.set(CurrentThread.tid());
            started.open();
            body.run();
        });
        started.pass();
        return thread;
    }

    @Test
    void seesAThreadThatComputesAndOneThatWaitsAndOneThatIsGone() throws Exception {
        Gate computed = new Gate();
        Thread thread = start(() -> {
            while (!computed.isOpen()) {
                Thread.onSpinWait();
            }
            stop.pass();
        });
        try (ThreadProbe probe = ThreadProbe.of(tid.get())) {
            long cpuNanos = probe.cpuNanos();
            while (probe.cpuNanos() < cpuNanos + 1_000_000) {
                Thread.onSpinWait();
            }
            computed.open();
            while (probe.state() != 'S') {
                Thread.onSpinWait();
            }
            assertEquals(probe.cpuNanos(), probe.cpuNanos(), "asleep it uses no CPU");
            stop.open();
            thread.join();
            while (probe.state() != 'X') {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aNameWithParenthesesDoesNotMislead() {
        try (Arena arena = Arena.ofConfined()) {
            byte[] line = "4711 (a) b) (R) D 1 2 3".getBytes(StandardCharsets.US_ASCII);
            MemorySegment stat = arena.allocate(64);
            stat.copyFrom(MemorySegment.ofArray(line));
            assertEquals('D', ThreadProbe.stateIn(stat, line.length));
            assertEquals('X', ThreadProbe.stateIn(stat, 0));
        }
    }

    @Test
    void theCallersCpuIsOneItMayUse() {
        assertTrue(CurrentThread.affinity().get(CurrentThread.cpu()));
    }
}
