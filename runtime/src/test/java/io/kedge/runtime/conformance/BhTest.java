package io.kedge.runtime.conformance;

import java.util.List;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.nativeSleep;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What would run in soft interrupts: on the carriers of the CPU's pool of high priority, ahead of its own items. */
@Timeout(60)
@ExtendWith(EngineExtension.class)
class BhTest {
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue bh = cpu.workqueue("bh").bh().percpu().create();
    private final Workqueue bhHigh = cpu.workqueue("bh-high").bh().highPriority().percpu().create();
    private final Workqueue high = cpu.workqueue("high").percpu().highPriority().create();

    @Test
    @Conforms("R146")
    void theHighClassGoesFirstThenTheOthersAndAfterTwoMillisecondsOneOfHighPriority() throws InterruptedException {
        cpu.queue(high, "h0", compute(2));
        cpu.at(1, () -> {
            cpu.queue(high, "h1", compute(1));
            cpu.queue(bh, "b0", compute(1));
            cpu.queue(bh, "b1");
            cpu.queue(bhHigh, "B0", compute(1));
        });
        assertEquals("""
                 0 ms  h0 starts
                 2 ms  h0 ends, B0 starts
                 3 ms  B0 ends, b0 starts
                 4 ms  b0 ends, h1 starts
                 5 ms  h1 ends, b1 starts, b1 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R146")
    void afterTenOfThemOneOfHighPriorityIsLetThrough() throws InterruptedException {
        cpu.queue(high, "h0", call(() -> {
            cpu.queue(high, "h1");
            cpu.queue(high, "h2");
            for (int number = 0; number < 12; number++) {
                cpu.queue(bh, "b" + number);
            }
        }));
        assertEquals(List.of("b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "h1", "b10", "b11", "h2"),
                startsOf(cpu.timeline()).stream().skip(1).toList());
    }

    @Test
    @Conforms("R146")
    void withoutOthersThatWaitTheBudgetHoldsNobodyUp() throws InterruptedException {
        for (int number = 0; number < 4; number++) {
            cpu.queue(bh, "b" + number, compute(1));
        }
        assertEquals("""
                 0 ms  b0 starts
                 1 ms  b0 ends, b1 starts
                 2 ms  b1 ends, b2 starts
                 3 ms  b2 ends, b3 starts
                 4 ms  b3 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R146")
    void oneThatSleepsKeepsItsKindWaitingAndNobodyElseAndIsReportedOnce() throws InterruptedException {
        try (EngineLog log = new EngineLog()) {
            cpu.queue(bh, "b0", sleep(2), sleep(1));
            cpu.queue(bh, "b1");
            cpu.queue(high, "h0", compute(1));
            assertEquals("""
                     0 ms  b0 starts, b0 sleeps, h0 starts
                     1 ms  h0 ends
                     2 ms  b0 wakes, b0 sleeps
                     3 ms  b0 wakes, b0 ends, b1 starts, b1 ends
                    """, cpu.timeline());
            List<String> told = log.complaints("BH item");
            assertEquals(1, told.size(), told::toString);
            assertTrue(told.getFirst().contains(" of workqueue bh slept, and all BH items of its CPU wait for it: queue it on a"
                    + " workqueue that is not bh()"), told::toString);
        }
    }

    @Test
    @Conforms("R146")
    void oneThatSleepsInNativeCodeLeavesTheCpuToItemsOfHighPriority() throws InterruptedException {
        cpu.queue(bh, "b0", nativeSleep(9));
        cpu.queue(bh, "b1");
        cpu.queue(high, "h0", compute(1));
        List<String> starts = startsOf(cpu.timeline());
        assertEquals(List.of("b0", "h0", "b1"), starts);
    }

    /** h0 is back from its native call, without a slot: the tick has seen it run. */
    @Test
    @Conforms({"R29", "R146"})
    void itStartsBesideNobodyWhoComputes() throws InterruptedException {
        cpu.queue(high, "h0", nativeSleep(4), compute(9));
        cpu.queue(high, "h1", compute(3));
        cpu.queue(high, "h2");
        cpu.at(9, () -> cpu.queue(bh, "b0"));
        assertEquals("""
                 0 ms  h0 starts
                 3 ms  h1 starts
                 6 ms  h1 ends
                15 ms  h0 ends, b0 starts, b0 ends, h2 starts, h2 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R146")
    void anythingBesidePercpuAndHighPriorityIsRefusedAndSoIsALimit() {
        assertEquals("workqueue bad cannot be both BH and FREEZABLE: beside bh() only percpu() and highPriority() mean something",
                assertThrows(IllegalStateException.class, () -> cpu.workqueue("bad").bh().percpu().freezable().create()).getMessage());
        assertThrows(IllegalStateException.class, () -> cpu.workqueue("bad").bh().unbound().create());
        assertThrows(IllegalStateException.class, () -> cpu.workqueue("bad").bh().percpu().cpuIntensive().create());
        assertEquals("max_active of BH workqueue bad was 4: leave it out, BH items run one after the other anyway",
                assertThrows(IllegalStateException.class, () -> cpu.workqueue("bad").bh().percpu().maxActive(4).create()).getMessage());
    }

    @Test
    @Conforms({"R76", "R146"})
    void itsLimitsCannotBeChanged() {
        try (EngineLog log = new EngineLog()) {
            bh.maxActive(3);
            bh.minActive(3);
            assertEquals(List.of("max_active of workqueue bh stays without limit: BH items run one after the other anyway"),
                    log.complaints("max_active"));
            assertEquals(1, log.complaints("min_active").size());
        }
        assertEquals(Integer.MAX_VALUE, bh.maxActive());
    }

    /** On the machine's threads: they run on their CPU, one after the other, and what sleeps is told with where it did. */
    @Test
    @Conforms("R146")
    void onTheMachineTheyRunOnTheirCpuAndTheReportHasTheStack(Cmwq cmwq) throws InterruptedException {
        try (EngineLog log = new EngineLog()) {
            StringBuilder ran = new StringBuilder();
            Work first = Cmwq.work(() -> {
                napInABottomHalf();
                ran.append("first ");
            });
            Work second = Cmwq.work(() -> ran.append("second on ").append(Thread.currentThread().getName()));
            assertTrue(cmwq.system("events_bh").queueOn(EngineExtension.FIRST_CPU, first));
            assertTrue(cmwq.system("events_bh").queueOn(EngineExtension.FIRST_CPU, second));
            second.flush();
            String worker = "kworker/" + EngineExtension.FIRST_CPU + ":0H-BH";
            assertEquals("first second on " + worker, ran.toString());
            assertFalse(first.busy());
            List<String> told = log.complaints("slept");
            assertEquals(1, told.size(), told::toString);
            assertTrue(told.getFirst().contains("BhTest.napInABottomHalf"), told::toString);
        }
    }

    private static void napInABottomHalf() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> startsOf(String timeline) {
        return timeline.lines()
                .flatMap(line -> List.of(line.substring(line.indexOf("ms  ") + 4).split(", ")).stream())
                .filter(event -> event.endsWith(" starts"))
                .map(event -> event.replace(" starts", ""))
                .toList();
    }
}
