package io.kedge.runtime.scenario;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Where items of load-aware workqueues go, and when they are moved: two CPUs, each a pod with one slot. */
class LoadAwareTest {
    private final SimulatedCpu cpu = SimulatedCpu.pods(2);

    private WorkqueueBuilder unbound(String name) {
        return cpu.workqueue(name).unbound().attrs(WorkqueueAttrs.standard().withAffinityStrict(true));
    }

    /** Four items of 5 ms come to CPU 0 at once. */
    private String fourOnOneCpu(Workqueue queue) throws InterruptedException {
        cpu.at(0, () -> {
            for (int i = 0; i < 4; i++) {
                queue.queueOn(0, cpu.item("w" + i, compute(5)));
            }
        });
        return cpu.timeline();
    }

    @Test
    @Conforms("R13")
    void withoutItItemsStayInThePodOfTheirCpu() throws InterruptedException {
        Workqueue queue = unbound("plain").create();
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 ends, w1 starts
                10 ms  w1 ends, w2 starts
                15 ms  w2 ends, w3 starts
                20 ms  w3 ends
                """, fourOnOneCpu(queue));
        assertEquals(0, cpu.stats(queue).moved());
    }

    /** The tick is turned on by what waits, and looks every millisecond from then on: at 1 and 2 ms; at 8 and 9 ms again. */
    @Test
    void whatWaitsIsMovedToAnIdlePodAtTheSecondLook() throws InterruptedException {
        Workqueue queue = unbound("aware").loadAware().create();
        assertEquals("""
                 0 ms  w0 starts
                 2 ms  w1 starts
                 5 ms  w0 ends, w2 starts
                 7 ms  w1 ends
                 9 ms  w3 starts
                10 ms  w2 ends
                14 ms  w3 ends
                """, fourOnOneCpu(queue));
        assertEquals(2, cpu.stats(queue).moved());
    }

    @Test
    void anImbalanceThatIsOverAtTheSecondLookMovesNothing() throws InterruptedException {
        Workqueue queue = unbound("aware").loadAware().create();
        cpu.at(0, () -> {
            queue.queueOn(0, cpu.item("w0", compute(1)));
            queue.queueOn(0, cpu.item("w1", compute(5)));
        });
        assertEquals("""
                 0 ms  w0 starts
                 1 ms  w0 ends, w1 starts
                 6 ms  w1 ends
                """, cpu.timeline());
        assertEquals(0, cpu.stats(queue).moved());
    }

    @Test
    void aPodWithoutIdleSlotsGetsNothing() throws InterruptedException {
        Workqueue queue = unbound("aware").loadAware().create();
        cpu.at(0, () -> queue.queueOn(1, cpu.item("other", compute(7))));
        String timeline = fourOnOneCpu(queue);
        assertEquals("""
                 0 ms  other starts, w0 starts
                 5 ms  w0 ends, w1 starts
                 7 ms  other ends
                 9 ms  w2 starts
                """, timeline.substring(0, timeline.indexOf("10 ms")));
    }

    /** It would overlap with itself. */
    @Test
    @Conforms("R17")
    void anItemThatRunsAndWaitsAgainIsNotMoved() throws InterruptedException {
        Workqueue queue = unbound("aware").loadAware().create();
        Work item = cpu.item("w", compute(10));
        cpu.at(0, () -> queue.queueOn(0, item));
        cpu.at(1, () -> queue.queueOn(0, item));
        cpu.at(2, () -> queue.queueOn(0, cpu.item("next", compute(1))));
        assertEquals("""
                 0 ms  w starts
                 2 ms  next starts
                 3 ms  next ends
                10 ms  w ends, w starts
                20 ms  w ends
                """, cpu.timeline());
    }

    @Test
    void anItemThatNamesNoCpuGoesWhereLessIsToBeDone() throws InterruptedException {
        Workqueue queue = unbound("aware").loadAware().create();
        cpu.at(0, () -> queue.queue(cpu.item("w0", compute(5))));
        cpu.at(1, () -> queue.queue(cpu.item("w1", compute(5))));
        cpu.at(2, () -> queue.queue(cpu.item("w2", compute(2))));
        assertEquals("""
                 0 ms  w0 starts
                 1 ms  w1 starts
                 5 ms  w0 ends, w2 starts
                 6 ms  w1 ends
                 7 ms  w2 ends
                """, cpu.timeline());
        assertEquals(0, cpu.stats(queue).moved());
    }

    @Test
    @Conforms("R18")
    void anItemThatRunsStaysWhereItRuns() throws InterruptedException {
        Workqueue queue = unbound("aware").loadAware().create();
        Work item = cpu.item("w", call(() -> cpu.say("on " + cpu.workersName())), compute(3));
        cpu.at(0, () -> queue.queueOn(1, item));
        cpu.at(1, () -> queue.queue(item));
        assertEquals("""
                 0 ms  w starts, on kworker/u5:1
                 3 ms  w ends, w starts, on kworker/u5:1
                 6 ms  w ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R24")
    void anOrderedOneHasNoOtherPlaceToGo() throws InterruptedException {
        Workqueue queue = cpu.workqueue("ordered").ordered().create();
        fourOnOneCpu(queue);
        assertEquals(0, cpu.stats(queue).moved());
    }
}
