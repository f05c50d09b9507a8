package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;

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

/** Section F of the checklist on the simulated CPU: workers come when they are needed, and go when they are not. */
class WorkerLifeTest {
    private static final int IDLE_TIMEOUT_MILLIS = 300_000;
    private static final int LONG_MILLIS = 1_000_000;

    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue q0 = cpu.workqueue("q0").percpu().create();
    private final List<Integer> counts = new ArrayList<>();

    private PoolStats pool() {
        return cpu.snapshot().pools().getFirst();
    }

    /** So many items that sleep until 10, 20, 30 ... ms, each on a worker of its own. */
    private void sleepers(int some) {
        for (int i = 1; i <= some; i++) {
            cpu.queue(q0, "w" + i, sleep(10 * i));
        }
    }

    private void countWorkersAt(int... millis) {
        for (int at : millis) {
            cpu.at(at, () -> counts.add(pool().workers()));
        }
    }

    @Test
    @Conforms("R56")
    void wheneverAnItemStartsAnotherWorkerIsIdle() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            cpu.queue(q0, "w" + i, call(() -> counts.add(pool().idle())), sleep(10));
        }
        cpu.timeline();
        assertEquals(List.of(1, 1, 1, 1), counts);
    }

    @Test
    @Conforms("R61")
    void aBurstOfSleepersGrowsThePoolAndTheNextOneFindsItGrown() throws InterruptedException {
        sleepers(6);
        cpu.at(5, () -> counts.add(pool().workers() - pool().idle()));
        cpu.at(100, () -> sleepers(6));
        cpu.at(105, () -> counts.add(pool().workers() - pool().idle()));
        countWorkersAt(90, 190);
        cpu.timeline();
        assertEquals(List.of(6, 7, 6, 7), counts);
    }

    @Test
    @Conforms("R42")
    void theWorkerThatBecameIdleLastIsTakenFirst() throws InterruptedException {
        List<String> names = new ArrayList<>();
        cpu.queue(q0, "w0", sleep(10), call(() -> names.add(cpu.workersName())));
        cpu.queue(q0, "w1", sleep(20), call(() -> names.add(cpu.workersName())));
        cpu.at(50, () -> cpu.queue(q0, "w2", call(() -> names.add(cpu.workersName()))));
        cpu.timeline();
        assertEquals(names.get(1), names.get(2), names::toString);
    }

    /** Six workers are idle from 10, 20, ... 60 ms on, and the one that stayed behind from 0 on; it is the first to go. */
    @Test
    @Conforms("R59")
    void anIdlePoolShrinksToTwoWorkersEachAfterTheIdleTimeout() throws InterruptedException {
        sleepers(6);
        cpu.at(5_000, () -> cpu.queue(q0, "late"));   // carriers live on
        countWorkersAt(100, IDLE_TIMEOUT_MILLIS - 1, IDLE_TIMEOUT_MILLIS + 5, IDLE_TIMEOUT_MILLIS + 15,
                IDLE_TIMEOUT_MILLIS + 25, IDLE_TIMEOUT_MILLIS + 35, IDLE_TIMEOUT_MILLIS + 45, IDLE_TIMEOUT_MILLIS + 1_000);
        cpu.timeline();
        assertEquals(List.of(7, 7, 6, 5, 4, 3, 2, 2), counts);
        assertEquals(5, pool().culledWorkers());
    }

    @Test
    @Conforms("R59")
    void workersThatHaveBeenIdleForLongestGoFirst() throws InterruptedException {
        List<String> lastTwo = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            boolean last = i > 3;
            cpu.queue(q0, "w" + i, sleep(10 * i), call(() -> {
                if (last) {
                    lastTwo.add(cpu.workersName());
                }
            }));
        }
        cpu.timeline();
        assertEquals(lastTwo.stream().sorted().toList(),
                cpu.snapshot().workers().stream().map(worker -> worker.name().replaceAll("[-+].*", "")).sorted().toList());
    }

    /** With eight busy workers a pool keeps three idle ones: a fourth would be one for less than four busy ones. */
    @Test
    @Conforms("R60")
    void aBusyPoolKeepsTwoIdleWorkersAndOneForEachFourBusyOnes() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            cpu.queue(q0, "long" + i, sleep(LONG_MILLIS));
        }
        sleepers(6);
        cpu.at(5_000, () -> cpu.queue(q0, "late"));   // carriers live on
        cpu.at(100, () -> counts.add(pool().idle()));
        cpu.at(IDLE_TIMEOUT_MILLIS + 1_000, () -> counts.add(pool().idle()));
        cpu.timeline();
        assertEquals(List.of(7, 3), counts);
    }

    @Test
    @Conforms("R43")
    void theRunningCountIsZeroWhenAllWorkersAreIdleOrAsleep() throws InterruptedException {
        sleepers(3);
        cpu.queue(q0, "w0", compute(4));
        for (int at : new int[] {2, 5, 100}) {
            cpu.at(at, () -> counts.add(pool().running()));
        }
        cpu.timeline();
        assertEquals(List.of(1, 0, 0), counts);
    }

    @Test
    @Conforms("R45")
    void whatSleepsInACpuIntensiveOrUnboundItemChangesNoRunningCount() throws InterruptedException {
        Workqueue intensive = cpu.workqueue("intensive").percpu().cpuIntensive().create();
        Workqueue unbound = cpu.workqueue("unbound").unbound().create();
        cpu.queue(intensive, "i", compute(2), sleep(2), nativeSleep(6), compute(2));
        cpu.queue(unbound, "u", compute(2), sleep(2), nativeSleep(6), compute(2));
        cpu.queue(q0, "w", sleep(1), compute(30));
        for (int at : new int[] {3, 5, 7, 11, 13}) {
            cpu.at(at, () -> counts.add(cpu.snapshot().pools().stream().mapToInt(PoolStats::running).sum()));
        }
        cpu.timeline();
        assertEquals(List.of(1, 1, 1, 1, 1), counts);
    }
}
