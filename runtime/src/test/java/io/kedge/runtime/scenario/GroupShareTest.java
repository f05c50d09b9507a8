package io.kedge.runtime.scenario;

import java.util.stream.Collectors;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueGroup;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What part of the CPU time a group gets, and when. A tenth of one CPU: 10 ms at once, then 1 ms within each 10. */
class GroupShareTest {
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final WorkqueueGroup tenth = cpu.group("tenth").cpuShare(10).create();
    private final Workqueue queue = cpu.workqueue("q").percpu().group(tenth).create();

    private void flood(Workqueue on, int items, int millis) {
        for (int i = 0; i < items; i++) {
            on.queue(cpu.item("w" + i, compute(millis)));
        }
    }

    @Test
    void afterTheFirstBurstItGoesOnAsCreditComesIn() throws InterruptedException {
        cpu.at(0, () -> flood(queue, 6, 4));
        assertEquals("""
                 0 ms  w0 starts
                 4 ms  w0 ends, w1 starts
                 8 ms  w1 ends, w2 starts
                12 ms  w2 ends
                34 ms  w3 starts
                38 ms  w3 ends
                74 ms  w4 starts
                78 ms  w4 ends
                114 ms  w5 starts
                118 ms  w5 ends
                """, cpu.timeline());
    }

    @Test
    void aNeighbourHasTheCpuMeanwhile() throws InterruptedException {
        Workqueue neighbour = cpu.workqueue("neighbour").percpu().create();
        cpu.at(0, () -> flood(queue, 1_000, 5));
        for (int i = 0; i < 4; i++) {
            Work probe = cpu.item("probe" + i, compute(1));
            cpu.at(3 + 100 * i, () -> neighbour.queue(probe));
        }
        String events = cpu.timeline();
        String probes = events.lines().filter(line -> line.matches(".*probe\\d starts.*"))
                .map(line -> line.strip().replaceAll(" ms .*(probe\\d starts).*", " ms $1")).collect(Collectors.joining(", "));
        assertEquals("5 ms probe0 starts, 103 ms probe1 starts, 203 ms probe2 starts, 303 ms probe3 starts", probes);
        assertEquals(1_000, cpu.stats(queue).completed());
    }

    @Test
    void aLongRunIsPaidForAfterwards() throws InterruptedException {
        cpu.at(0, () -> {
            queue.queue(cpu.item("long", compute(110)));
            queue.queue(cpu.item("next", compute(1)));
        });
        assertEquals("""
                 0 ms  long starts
                110 ms  long ends
                1120 ms  next starts
                1121 ms  next ends
                """, cpu.timeline());
    }

    /** It sleeps 200 ms of 220: that is a part of less than a tenth. */
    @Test
    void whatSleepsUsesNothing() throws InterruptedException {
        tenth.maxActive(2);
        cpu.at(0, () -> {
            queue.queue(cpu.item("w0", compute(9), sleep(200), compute(9), sleep(200), compute(9)));
            cpu.say("queued");
        });
        cpu.at(230, () -> queue.queue(cpu.item("other", compute(1))));
        assertTrue(cpu.timeline().contains("230 ms  other starts"));
    }

    /** It owes 109 ms less the 10 that it may use at once; at half a CPU it has 5 of the 50 that it may save up then at 248 ms. */
    @Test
    void whatIsOwedIsPaidAtTheRateOfAHigherShare() throws InterruptedException {
        cpu.at(0, () -> {
            queue.queue(cpu.item("long", compute(110)));
            queue.queue(cpu.item("next", compute(1)));
        });
        cpu.at(120, () -> tenth.cpuShare(50));
        assertEquals("""
                 0 ms  long starts
                110 ms  long ends
                248 ms  next starts
                249 ms  next ends
                """, cpu.timeline());
    }

    /** Of the 20 ms that it may use at once it has used 15: more than a share of 10 percent has. */
    @Test
    void aLowerShareThatIsUsedUpThrottlesAtOnce() throws InterruptedException {
        tenth.cpuShare(20);
        cpu.at(0, () -> queue.queue(cpu.item("first", compute(15))));
        cpu.at(16, () -> {
            tenth.cpuShare(10);
            queue.queue(cpu.item("next", compute(1)));
        });
        assertEquals("""
                 0 ms  first starts
                15 ms  first ends
                74 ms  next starts
                75 ms  next ends
                """, cpu.timeline());
    }

    @Test
    void allOfTheCpusReleasesAtOnce() throws InterruptedException {
        cpu.at(0, () -> {
            queue.queue(cpu.item("long", compute(110)));
            queue.queue(cpu.item("next", compute(1)));
        });
        cpu.at(120, () -> tenth.cpuShare(100));
        assertTrue(cpu.timeline().endsWith("120 ms  next starts\n121 ms  next ends\n"));
    }

    @Test
    void twoWorkqueuesOfAThrottledGroupTakeTurns() throws InterruptedException {
        WorkqueueGroup shared = cpu.group("shared").maxActive(1).cpuShare(10).create();
        Workqueue flood = cpu.workqueue("flood").unbound().group(shared).create();
        Workqueue small = cpu.workqueue("small").unbound().group(shared).create();
        cpu.at(0, () -> flood(flood, 30, 5));
        cpu.at(1, () -> {
            small.queue(cpu.item("s0", compute(5)));
            small.queue(cpu.item("s1", compute(5)));
        });
        String order = cpu.timeline().replaceAll("(?m)^ *\\d+ ms  |w\\d+ ends,? ?|, ", " ").replaceAll("\\s+", " ");
        assertTrue(order.startsWith(" w0 starts w1 starts s0 starts s0 ends w2 starts s1 starts"), order);
    }

    @Test
    void aThrottledGroupIsDrainedInItsTime() throws InterruptedException {
        cpu.at(0, () -> {
            flood(queue, 6, 4);
            queue.close();
            cpu.say("closed");
        });
        assertTrue(cpu.timeline().endsWith("118 ms  w5 ends, closed\n"));
    }

    /** Nobody waits, so nobody is called: a caller finds later that time has passed. */
    @Test
    void aThrottledGroupWithoutWorkNeedsNoTimer() throws InterruptedException {
        cpu.at(0, () -> flood(queue, 3, 4));
        cpu.at(20, () -> assertEquals(0, cpu.snapshot().delayedItems(), "entries of the timer"));
        cpu.at(60, () -> flood(queue, 1, 4));
        assertTrue(cpu.timeline().contains("60 ms  w0 starts"));
    }
}
