package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Section I of the checklist on the simulated CPU: what a drain runs, what it refuses, and when it returns. */
class DrainTimesTest {
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue queue = cpu.workqueue("q0").percpu().maxActive(1).create();

    /** w0 queues w1, and w1 itself twice. */
    private Work chain() {
        List<Integer> runs = new ArrayList<>();
        Work[] chained = new Work[1];
        chained[0] = cpu.item("w1", compute(1), call(() -> {
            runs.add(1);
            if (runs.size() < 3) {
                assertTrue(queue.queue(chained[0]));
            }
        }));
        return cpu.item("w0", sleep(3), call(() -> assertTrue(queue.queue(chained[0]))));
    }

    @Test
    @Conforms({"R95", "R98"})
    void aDrainWaitsForWhatItsOwnItemsQueueThemselvesIncluded() throws InterruptedException {
        cpu.at(0, () -> {
            queue.queue(chain());
            queue.queue(cpu.item("inactive", compute(1)));
        });
        cpu.at(1, () -> {
            queue.drain();
            cpu.say("drained");
        });
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 3 ms  w0 wakes, w0 ends, inactive starts
                 4 ms  inactive ends, w1 starts
                 5 ms  w1 ends, w1 starts
                 6 ms  w1 ends, w1 starts
                 7 ms  w1 ends, drained
                """, cpu.timeline());
    }

    /** Others are callers, and items of other workqueues too. What is dropped is idle, and can go elsewhere. */
    @Test
    @Conforms({"R96", "R97"})
    void whileDrainingWhatOthersQueueIsDroppedAndIsIdle() throws InterruptedException {
        Workqueue other = cpu.workqueue("other").percpu().create();
        Work dropped = cpu.item("dropped");
        cpu.queue(queue, "w0", sleep(5));
        cpu.at(1, () -> {
            queue.drain();
            assertTrue(queue.queue(dropped), "behind the drain it takes items again");
        });
        cpu.at(2, () -> assertFalse(queue.queue(dropped), "the kernel says true here"));
        cpu.queue(other, "x", sleep(3), call(() -> {
            assertFalse(queue.queue(dropped));
            assertFalse(dropped.busy());
            assertTrue(other.queue(dropped));
        }));
        try (EngineLog log = new EngineLog()) {
            assertEquals("""
                     0 ms  w0 starts, w0 sleeps, x starts, x sleeps
                     3 ms  x wakes, x ends, dropped starts, dropped ends
                     5 ms  w0 wakes, w0 ends, dropped starts, dropped ends
                    """, cpu.timeline());
            assertEquals(1, log.complaints().size(), () -> log.complaints().toString());
            assertTrue(log.complaints().getFirst().startsWith("workqueue q0 is being drained and drops what others queue"));
        }
    }

    @Test
    @Conforms("R102")
    void closingRunsWhatIsPendingAndChainedAndRefusesOthersFromItsStart() throws InterruptedException {
        cpu.at(0, () -> {
            queue.queue(chain());
            queue.queue(cpu.item("inactive", compute(1)));
        });
        cpu.at(1, () -> {
            queue.close();
            cpu.say("closed");
        });
        Work refused = cpu.item("refused");
        for (int millis : new int[] {2, 9}) {
            cpu.at(millis, () -> {
                assertThrows(IllegalStateException.class, () -> queue.queue(refused));
                assertFalse(refused.busy());
            });
        }
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 3 ms  w0 wakes, w0 ends, inactive starts
                 4 ms  inactive ends, w1 starts
                 5 ms  w1 ends, w1 starts
                 6 ms  w1 ends, w1 starts
                 7 ms  w1 ends, closed
                """, cpu.timeline());
        assertTrue(cpu.snapshot().workqueues().isEmpty(), "it is gone");
    }
}
