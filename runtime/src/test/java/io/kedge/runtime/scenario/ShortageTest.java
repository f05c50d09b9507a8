package io.kedge.runtime.scenario;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the engine does when the machine has nothing to give. */
class ShortageTest {
    private final SimulatedCpu cpu = new SimulatedCpu();

    @Test
    @Conforms("R58")
    void aWorkerThatCouldNotBeHadIsTriedForAgainAfterASecond() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").percpu().create();
        cpu.workersMissing(4);
        cpu.queue(q0, "w0", compute(5));
        assertEquals("""
                4000 ms  w0 starts
                4005 ms  w0 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R58")
    void aThreadThatCouldNotBeHadIsTriedForAgainAfterASecond() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").percpu().create();
        cpu.threadsMissing(3);
        cpu.queue(q0, "w0", compute(5));
        assertEquals("""
                3000 ms  w0 starts
                3005 ms  w0 ends
                """, cpu.timeline());
    }
}
