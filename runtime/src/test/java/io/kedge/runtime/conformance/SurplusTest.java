package io.kedge.runtime.conformance;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.nativeSleep;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What happens when more than one managed worker of a CPU can run, and what is published of it. One CPU. */
class SurplusTest {
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue q0 = cpu.workqueue("q0").percpu().create();

    /** The tick hands w0's slot off at 3 ms and sees it run again at 7 ms: from then to the end of w1 there are two. */
    @Test
    @Conforms({"R32", "R33"})
    void noItemStartsWhileTwoCanRunAfterANativeCall() throws InterruptedException {
        cpu.queue(q0, "w0", nativeSleep(6), call(() -> cpu.say("w0 is back")), compute(2));
        cpu.queue(q0, "w1", compute(8));
        cpu.queue(q0, "w2", compute(1));
        assertEquals("""
                 0 ms  w0 starts
                 3 ms  w1 starts
                 6 ms  w0 is back
                11 ms  w1 ends
                13 ms  w0 ends, w2 starts
                14 ms  w2 ends
                """, cpu.timeline());
        assertSurplus(1, 4_000);
    }

    /** w1 is back at 5 ms and seen at 6; w2 and w0 are awake from 8 ms on, and wait for its end. */
    @Test
    @Conforms("R32")
    void aWorkerThatWakesUpIsNotMountedBesideOneThatIsBackFromANativeCall() throws InterruptedException {
        cpu.queue(q0, "w0", sleep(8), compute(1));
        cpu.queue(q0, "w1", nativeSleep(5), call(() -> cpu.say("w1 is back")), compute(6));
        cpu.queue(q0, "w2", compute(4), sleep(1), compute(1));
        cpu.queue(q0, "w3", compute(1));   // waits, so that the tick looks
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps, w1 starts
                 3 ms  w2 starts
                 5 ms  w1 is back
                 7 ms  w2 sleeps
                13 ms  w1 ends, w0 wakes
                14 ms  w0 ends, w2 wakes
                15 ms  w2 ends, w3 starts
                16 ms  w3 ends
                """, cpu.timeline());
        assertSurplus(2, 7_000);
    }

    @Test
    @Conforms("R43")
    void aPoolWhoseItemsSleepInTurnHasNone() throws InterruptedException {
        cpu.queue(q0, "w0", compute(1), sleep(10), compute(1));
        cpu.queue(q0, "w1", compute(1));
        cpu.timeline();
        assertSurplus(0, 0);
    }

    private void assertSurplus(int most, long micros) {
        PoolStats pool = cpu.snapshot().pools().getFirst();
        assertEquals(0, pool.running(), "nr_running at rest");
        assertEquals(0, pool.surplusRunnable(), "surplus at rest");
        assertEquals(most, pool.surplusMost(), "the largest surplus");
        assertEquals(micros, pool.surplusMicros(), "microseconds with a surplus");
    }
}
