package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkerInfo;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.announced;
import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.nativeSleep;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What runs while no thread can be had, and who runs it. A thread is tried for every second. */
class RescuerTest {
    private static final int EVER = 1_000_000;

    private final SimulatedCpu cpu = new SimulatedCpu(2);
    private final Workqueue valves = cpu.workqueue("valves").percpu().memReclaim().create();
    private final Workqueue plain = cpu.workqueue("plain").percpu().create();

    @Test
    @Conforms({"R128", "R129"})
    void itemsOfAMemReclaimWorkqueueRunOneAfterTheOtherWhileNoThreadCanBeHad() throws InterruptedException {
        cpu.threadsMissing(EVER);
        cpu.queue(valves, "w0", compute(5), sleep(5), compute(5));
        cpu.queue(valves, "w1", compute(5));
        assertEquals("""
                10 ms  w0 starts
                15 ms  w0 sleeps
                20 ms  w0 wakes
                25 ms  w0 ends, w1 starts
                30 ms  w1 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R128")
    void theyRunWhileNoWorkerCanBeHad() throws InterruptedException {
        cpu.workersMissing(EVER);
        cpu.queue(valves, "w0", compute(5));
        cpu.queue(valves, "w1", compute(5));
        assertEquals("""
                10 ms  w0 starts
                15 ms  w0 ends, w1 starts
                20 ms  w1 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R128")
    void anItemThatCouldGoOnAndGetsNoThreadDoesNotHoldThemUp() throws InterruptedException {
        cpu.queue(plain, "p0", sleep(50), compute(5));
        cpu.queue(plain, "p1", announced(nativeSleep(500)));   // holds the only carrier
        cpu.at(20, () -> cpu.threadsMissing(EVER));
        cpu.at(55, () -> valves.queue(cpu.item("w0", compute(5))));
        assertEquals("""
                 0 ms  p0 starts, p0 sleeps, p1 starts
                60 ms  w0 starts
                65 ms  w0 ends
                500 ms  p1 ends, p0 wakes
                505 ms  p0 ends
                """, cpu.timeline());
    }

    /** w1 is queued when the rescuer has left: the next mayday is the third, 10 + 2 x 100 ms after the first attempt. */
    @Test
    @Conforms("R129")
    void theRescuerIsCalledAfterTenMillisecondsThenEachHundredAndNeverBefore() throws InterruptedException {
        cpu.threadsMissing(EVER);
        cpu.at(7, () -> plain.queue(cpu.item("p0")));
        cpu.at(16, () -> valves.queue(cpu.item("w0", compute(1))));
        cpu.at(118, () -> valves.queue(cpu.item("w1", compute(1))));
        cpu.at(250, () -> {
            assertEquals(2, cpu.stats(valves).mayday());
            cpu.threadsMissing(0);
        });
        assertEquals("""
                17 ms  w0 starts
                18 ms  w0 ends
                217 ms  w1 starts
                218 ms  w1 ends
                1007 ms  p0 starts, p0 ends
                """, cpu.timeline());
    }

    /** A second attempt to get a thread has its own ten milliseconds: the first one ended in good time. */
    @Test
    @Conforms("R129")
    void aThreadThatComesInTimeCallsNobody() throws InterruptedException {
        cpu.queue(valves, "w0", compute(15));
        cpu.queue(valves, "w1", compute(15));
        cpu.timeline();
        assertEquals(0, cpu.stats(valves).mayday());
    }

    @Test
    @Conforms({"R130", "R131"})
    void theRescuerRunsItemsOfItsOwnWorkqueueOnlyAndTheOthersRunWhenAThreadCanBeHad() throws InterruptedException {
        Workqueue pumps = cpu.workqueue("pumps").percpu().memReclaim().create();
        cpu.threadsMissing(3);
        cpu.queue(plain, "p0", nameOfRunner());
        cpu.queue(valves, "v0", nameOfRunner(), compute(5));
        cpu.queue(plain, "p1", compute(1));
        cpu.queue(pumps, "m0", nameOfRunner());
        assertEquals("""
                10 ms  v0 starts, by kworker/R-valve, m0 starts, by kworker/R-pumps, m0 ends
                15 ms  v0 ends
                3000 ms  p0 starts, by kworker/0:1, p0 ends, p1 starts
                3001 ms  p1 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R132")
    void afterSeventeenItemsOfOnePoolItTurnsToAnotherOneAndComesBack() throws InterruptedException {
        List<String> order = new ArrayList<>();
        cpu.threadsMissing(EVER);
        for (int i = 0; i < 20; i++) {
            String name = "a" + i;
            cpu.at(0, () -> valves.queueOn(0, cpu.item("", compute(1), call(() -> order.add(name)))));
        }
        for (int i = 0; i < 2; i++) {
            String name = "b" + i;
            cpu.at(0, () -> valves.queueOn(1, cpu.item("", call(() -> order.add(name)))));
        }
        cpu.timeline();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            expected.add("a" + i);
        }
        expected.addAll(List.of("b0", "b1", "a17", "a18", "a19"));
        assertEquals(expected, order);
        assertEquals(3, cpu.stats(valves).mayday(), "one for each pool, one to come back");
    }

    @Test
    @Conforms("R132")
    void aloneItGoesOnBeyondItsBatch() throws InterruptedException {
        cpu.threadsMissing(EVER);
        for (int i = 0; i < 40; i++) {
            cpu.queue(valves, "");
        }
        cpu.timeline();
        assertEquals(40, cpu.stats(valves).rescued());
        assertEquals(1, cpu.stats(valves).mayday());
    }

    /** While v0 computes on the rescuer a thread comes, and the pool has nobody else who counts: p0 starts beside it. */
    @Test
    @Conforms("R133")
    void theRescuerDoesNotCountAsRunning() throws InterruptedException {
        cpu.threadsMissing(1);
        cpu.queue(valves, "v0", call(() -> assertEquals(0, pool().running())), compute(2_000));
        cpu.queue(plain, "p0", call(() -> assertEquals(1, pool().running())), compute(5));
        assertEquals("""
                10 ms  v0 starts
                1000 ms  p0 starts
                1005 ms  p0 ends
                2010 ms  v0 ends
                """, cpu.timeline());
        assertEquals(0, pool().running());
    }

    /** A regular worker meets v0 on the worklist while the rescuer runs it. */
    @Test
    @Conforms("R133")
    void anItemThatTheRescuerRunsIsRunAgainByTheRescuerAndByNobodyElse() throws InterruptedException {
        cpu.threadsMissing(1);
        Work v0 = cpu.item("v0", nameOfRunner(), compute(2_000));
        cpu.at(0, () -> valves.queueOn(0, v0));
        cpu.at(500, () -> {
            assertTrue(valves.queueOn(1, v0));   // goes to the pool where it runs (R18)
            assertFalse(valves.queueOn(0, v0));
        });
        assertEquals("""
                10 ms  v0 starts, by kworker/R-valve
                2010 ms  v0 ends, v0 starts, by kworker/R-valve
                4010 ms  v0 ends
                """, cpu.timeline());
        assertEquals(1, cpu.stats(valves).rescued(), "it picked one");
    }

    @Test
    @Conforms({"R133", "R134"})
    void whileThreadsCanBeHadTheRescuerIsIdle() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            cpu.queue(valves, "w" + i, compute(1), sleep(20), call(() -> assertFalse(Cmwq.isRescuer())), compute(1));
        }
        cpu.timeline();
        assertRescued(0, 0);
    }

    @Test
    @Conforms("R134")
    void callsAndPickedItemsAreCounted() throws InterruptedException {
        cpu.threadsMissing(EVER);
        cpu.queue(valves, "w0", compute(30));
        cpu.queue(valves, "w1", compute(250));   // the calls at 110 and 210 ms find the rescuer at work: they are listed
        assertEquals(0, cpu.stats(plain).mayday());
        cpu.timeline();
        assertRescued(1, 2);
        assertEquals(2, cpu.stats(valves).completed());
    }

    @Test
    @Conforms("R65")
    void anItemKnowsThatARescuerRunsIt() throws InterruptedException {
        cpu.threadsMissing(EVER);
        Work w0 = cpu.item("", call(() -> {
            assertTrue(Cmwq.isRescuer());
            assertTrue(Cmwq.currentWork() != null);
        }));
        cpu.at(0, () -> {
            valves.queue(w0);
            assertFalse(Cmwq.isRescuer());
        });
        cpu.timeline();
        assertEquals(1, cpu.stats(valves).completed());
    }

    @Test
    @Conforms("R62")
    void theRescuerIsNamedAfterItsWorkqueueAndShownWhileItRunsAnItem() throws InterruptedException {
        List<String> names = new ArrayList<>();
        cpu.threadsMissing(EVER);
        cpu.queue(valves, "w0", call(() -> cpu.snapshot().workers().stream().map(WorkerInfo::name).forEach(names::add)),
                call(() -> Cmwq.describeWorker("opening")),
                call(() -> cpu.snapshot().workers().stream().map(WorkerInfo::name).forEach(names::add)));
        cpu.timeline();
        assertEquals(List.of("kworker/R-valves+valves", "kworker/R-valves+opening"), names);
        assertEquals(List.of(), cpu.snapshot().workers());
    }

    @Test
    @Conforms("R128")
    void itFlushesCancelsAndDisablesLikeAnyWorker() throws InterruptedException {
        cpu.threadsMissing(EVER);
        Work w0 = cpu.item("w0", compute(20));
        Work w1 = cpu.item("w1", compute(20));
        Work w2 = cpu.item("w2", compute(20));
        cpu.at(0, () -> valves.queue(w0));
        cpu.at(1, () -> List.of(w1, w2).forEach(valves::queue));
        cpu.at(12, () -> {
            w0.flush();
            cpu.say("w0 is flushed");
        });
        cpu.at(35, () -> {
            assertFalse(w1.cancelSync());
            cpu.say("w1 is cancelled");
        });
        cpu.at(36, w2::disable);
        cpu.at(37, () -> {
            valves.flush();
            cpu.say("the workqueue is flushed");
        });
        assertEquals("""
                10 ms  w0 starts
                30 ms  w0 ends, w1 starts, w0 is flushed
                50 ms  w1 ends, w1 is cancelled, the workqueue is flushed
                """, cpu.timeline());
    }

    /** The item activates the next one at its end, and the shortage is over: somebody regular must hear of it. */
    @Test
    @Conforms("R128")
    void whenTheRescuerLeavesARegularWorkerGoesOn() throws InterruptedException {
        Workqueue single = cpu.workqueue("single").percpu().memReclaim().maxActive(1).create();
        cpu.threadsMissing(1);
        cpu.queue(single, "s0", nameOfRunner(), compute(2_000));
        cpu.queue(plain, "p0", sleep(3_000));
        cpu.queue(single, "s1", nameOfRunner());
        assertEquals("""
                10 ms  s0 starts, by kworker/R-singl
                1000 ms  p0 starts, p0 sleeps
                2010 ms  s0 ends, s1 starts, by kworker/0:2, s1 ends
                4000 ms  p0 wakes, p0 ends
                """, cpu.timeline());
    }

    private void assertRescued(long mayday, long rescued) {
        WorkqueueStats stats = cpu.stats(valves);
        assertEquals(mayday, stats.mayday(), stats::toString);
        assertEquals(rescued, stats.rescued(), stats::toString);
    }

    private PoolStats pool() {
        return cpu.snapshot().pools().getFirst();
    }

    private SimulatedCpu.Part nameOfRunner() {
        return call(() -> cpu.say("by " + cpu.workersName()));
    }
}
