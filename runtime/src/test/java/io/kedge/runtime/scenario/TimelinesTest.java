package io.kedge.runtime.scenario;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The documented timelines (spec section 11.1): w0, w1 and w2 are queued in this order at 0 ms. w0 computes 5 ms, sleeps
 * 10 ms, computes 5 ms; w1 and w2 compute 5 ms and sleep 10 ms. One CPU.
 */
class TimelinesTest {
    private static final String ONE_BY_ONE = """
             0 ms  w0 starts
             5 ms  w0 sleeps
            15 ms  w0 wakes
            20 ms  w0 ends, w1 starts
            25 ms  w1 sleeps
            35 ms  w1 wakes, w1 ends, w2 starts
            40 ms  w2 sleeps
            50 ms  w2 wakes, w2 ends
            """;

    private final SimulatedCpu cpu = new SimulatedCpu();

    private void queueAll(Workqueue q0, Workqueue q1) {
        cpu.queue(q0, "w0", compute(5), sleep(10), compute(5));
        cpu.queue(q1, "w1", compute(5), sleep(10));
        cpu.queue(q1, "w2", compute(5), sleep(10));
    }

    /** The documentation's "original": what was a workqueue with one worker is an ordered one today. */
    @Test
    @Conforms("R37")
    void withOneWorkerEachWaitsForTheEndOfTheOneBefore() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").ordered().create();
        queueAll(q0, q0);
        assertEquals(ONE_BY_ONE, cpu.timeline());
    }

    @Test
    @Conforms("R37")
    void withOneActiveItemItIsTheSame() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").percpu().maxActive(1).create();
        queueAll(q0, q0);
        assertEquals(ONE_BY_ONE, cpu.timeline());
    }

    @Test
    @Conforms("R34")
    void withThreeActiveItemsOneComputesWhileTheOthersSleep() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").percpu().maxActive(3).create();
        queueAll(q0, q0);
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 sleeps, w1 starts
                10 ms  w1 sleeps, w2 starts
                15 ms  w2 sleeps, w0 wakes
                20 ms  w0 ends, w1 wakes, w1 ends
                25 ms  w2 wakes, w2 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R35")
    void withTwoActiveItemsTheThirdWaitsForASlot() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").percpu().maxActive(2).create();
        queueAll(q0, q0);
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 sleeps, w1 starts
                10 ms  w1 sleeps
                15 ms  w0 wakes
                20 ms  w0 ends, w1 wakes, w1 ends, w2 starts
                25 ms  w2 sleeps
                35 ms  w2 wakes, w2 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R36")
    void cpuIntensiveItemsDoNotWaitForEachOther() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").percpu().create();
        Workqueue q1 = cpu.workqueue("q1").percpu().cpuIntensive().create();
        queueAll(q0, q1);
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 sleeps, w1 starts, w2 starts
                10 ms  w1 sleeps
                15 ms  w2 sleeps, w0 wakes
                20 ms  w0 ends, w1 wakes, w1 ends
                25 ms  w2 wakes, w2 ends
                """, cpu.timeline());
    }
}
