package io.kedge.runtime.shortage;

import java.util.List;

import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.announced;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.nativeSleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is said of items that wait for a thread: once for each shortage, and only if nobody rescues them. */
class StarvationTest {
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue valves = cpu.workqueue("valves").percpu().memReclaim().create();
    private final Workqueue plain = cpu.workqueue("plain").percpu().create();

    private List<String> said() throws InterruptedException {
        try (EngineLog log = new EngineLog()) {
            cpu.timeline();
            return log.complaints("starves");
        }
    }

    @Test
    void aPoolWithoutAThreadIsToldOfOnceInAShortageWithTheCure() throws InterruptedException {
        cpu.threadsMissing(5);
        cpu.queue(plain, "p0", compute(1));
        List<String> said = said();
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.getFirst().matches("pool kcpu/0 starves: for 15\\d\\d ms nothing has gone on there.*"), said::toString);
        assertTrue(said.getFirst().contains("LimitNPROC=, TasksMax=, pids.max) or more memory (-Xmx)"), said::toString);
    }

    @Test
    void theNextShortageIsToldOfAgain() throws InterruptedException {
        cpu.threadsMissing(3);
        cpu.queue(plain, "p0", announced(nativeSleep(30_000)));
        cpu.at(10_000, () -> {
            cpu.threadsMissing(3);
            plain.queue(cpu.item("p1"));
        });
        assertEquals(2, said().size());
    }

    @Test
    void itemsThatARescuerTakesDoNotStarve() throws InterruptedException {
        cpu.threadsMissing(5);
        cpu.queue(valves, "w0", compute(4_000));
        cpu.queue(valves, "w1", compute(4_000));
        assertEquals(List.of(), said());
    }

    @Test
    void aShortageThatIsOverAtTheSecondAttemptIsNotWorthAWord() throws InterruptedException {
        cpu.workersMissing(1);
        cpu.queue(plain, "p0", compute(1));
        assertEquals(List.of(), said());
    }
}
