package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.announced;
import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.nativeSleep;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sections D and E of the checklist on the simulated CPU: who runs when, as time tables. */
class ConcurrencyTest {
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue q0 = cpu.workqueue("q0").percpu().create();

    private PoolStats pool() {
        return cpu.snapshot().pools().getFirst();
    }

    /** Idle workers and carriers are there: w0 and w1 leave some behind. */
    private void warmUp() {
        cpu.queue(q0, "w0", announced(nativeSleep(5)));
        cpu.queue(q0, "w1", sleep(6));
    }

    @Test
    @Conforms({"R29", "R30"})
    void nothingStartsBesideARunnableItemAndTheNextOneStartsAtTheMomentItSleeps() throws InterruptedException {
        warmUp();
        cpu.at(100, () -> {
            cpu.queue(q0, "w2", compute(9), sleep(1));
            cpu.queue(q0, "w3", compute(4));
        });
        assertEquals("""
                 0 ms  w0 starts, w1 starts, w1 sleeps
                 5 ms  w0 ends
                 6 ms  w1 wakes, w1 ends
                100 ms  w2 starts
                109 ms  w2 sleeps, w3 starts
                113 ms  w3 ends, w2 wakes, w2 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R31")
    void itemsThatYieldOrArePreemptedHoldTheirPlace() throws InterruptedException {
        cpu.queue(q0, "w0", compute(2), call(Thread::yield), compute(2), call(Thread::yield), compute(2));
        cpu.queue(q0, "w1", compute(1));
        assertEquals("""
                 0 ms  w0 starts
                 6 ms  w0 ends, w1 starts
                 7 ms  w1 ends
                """, cpu.timeline());
        assertEquals(0, cpu.stats(q0).cmWakeup());
    }

    /** w0 is back from its native call at 3 ms, while w1 computes: both can run, and w2 waits until neither does. */
    @Test
    @Conforms({"R32", "R33"})
    void whileTwoCanRunNoThirdStarts() throws InterruptedException {
        List<Integer> running = new ArrayList<>();
        cpu.queue(q0, "w0", announced(nativeSleep(3)), call(() -> cpu.say("w0 is back")), compute(4));
        cpu.queue(q0, "w1", compute(5));
        cpu.queue(q0, "w2", compute(1));
        cpu.at(1, () -> running.add(pool().running()));
        cpu.at(4, () -> running.add(pool().running()));
        cpu.at(6, () -> running.add(pool().running()));
        assertEquals("""
                 0 ms  w0 starts, w1 starts
                 3 ms  w0 is back
                 5 ms  w1 ends
                 9 ms  w0 ends, w2 starts
                10 ms  w2 ends
                """, cpu.timeline());
        assertEquals(List.of(1, 2, 1), running);
    }

    /** w0 is awake from 3 ms on, and goes ahead of w2, which was queued before that. */
    @Test
    @Conforms("R32")
    void aResumedItemGoesAheadOfNewOnesAndHoldsThemBack() throws InterruptedException {
        cpu.queue(q0, "w0", sleep(3), compute(4));
        cpu.queue(q0, "w1", compute(5));
        cpu.queue(q0, "w2", compute(1));
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps, w1 starts
                 5 ms  w1 ends, w0 wakes
                 9 ms  w0 ends, w2 starts
                10 ms  w2 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R41")
    void queueingBehindARunningItemWakesNobody() throws InterruptedException {
        warmUp();
        List<Integer> wakeUps = new ArrayList<>();
        cpu.at(100, () -> cpu.queue(q0, "w2", compute(5)));
        cpu.at(101, () -> {
            wakeUps.add(cpu.wakeUps());
            cpu.queue(q0, "w3");
        });
        cpu.at(102, () -> wakeUps.add(cpu.wakeUps()));
        assertEquals("""
                 0 ms  w0 starts, w1 starts, w1 sleeps
                 5 ms  w0 ends
                 6 ms  w1 wakes, w1 ends
                100 ms  w2 starts
                105 ms  w2 ends, w3 starts, w3 ends
                """, cpu.timeline());
        assertEquals(wakeUps.get(0), wakeUps.get(1), wakeUps::toString);
    }

    @Test
    @Conforms("R46")
    void aSleepIsCountedForTheSleepersWorkqueueIfItWakesASuccessor() throws InterruptedException {
        Workqueue q1 = cpu.workqueue("q1").percpu().create();
        cpu.queue(q0, "w0", compute(1), sleep(1), compute(1), sleep(9));
        cpu.queue(q1, "w1", compute(5));
        assertEquals("""
                 0 ms  w0 starts
                 1 ms  w0 sleeps, w1 starts
                 6 ms  w1 ends, w0 wakes
                 7 ms  w0 sleeps
                16 ms  w0 wakes, w0 ends
                """, cpu.timeline());
        assertEquals(1, cpu.stats(q0).cmWakeup(), "its second sleep woke nobody");
        assertEquals(0, cpu.stats(q1).cmWakeup());
    }

    @Test
    @Conforms("R48")
    void aCpuIntensiveItemWaitsForTheManagedOneAndMayBeTakenByItsWorker() throws InterruptedException {
        Workqueue intensive = cpu.workqueue("intensive").percpu().cpuIntensive().create();
        List<String> workers = new ArrayList<>();
        cpu.queue(q0, "w0", compute(5), call(() -> workers.add(cpu.workersName())));
        cpu.queue(intensive, "i1", call(() -> workers.add(cpu.workersName())), compute(5));
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 ends, i1 starts
                10 ms  i1 ends
                """, cpu.timeline());
        assertEquals(workers.get(0), workers.get(1));
    }

    @Test
    @Conforms("R50")
    void sixMillisecondsBetweenSleepsAreNeverTooMuch() throws InterruptedException {
        Workqueue q1 = cpu.workqueue("q1").percpu().create();
        cpu.queue(q0, "w0", compute(6), sleep(2), compute(6), sleep(2), compute(6), sleep(2), compute(6));
        cpu.queue(q0, "w1", compute(6), sleep(2), compute(6), sleep(2), compute(6), sleep(2), compute(6));
        cpu.queue(q1, "w2", compute(6), compute(6));
        cpu.queue(q1, "w3", compute(1));
        cpu.timeline();
        assertEquals(0, cpu.stats(q0).cpuIntensive());
        assertEquals(1, cpu.stats(q1).cpuIntensive(), "without a sleep in between it is too much");
    }

    @Test
    @Conforms("R55")
    void onAnUnboundWorkqueueCpuIntensiveChangesNothing() throws InterruptedException {
        assertEquals(timelineOfUnbound(false), timelineOfUnbound(true));
    }

    private static String timelineOfUnbound(boolean intensive) throws InterruptedException {
        SimulatedCpu two = new SimulatedCpu(2);
        var builder = two.workqueue("q0").unbound();
        Workqueue queue = (intensive ? builder.cpuIntensive() : builder).create();
        for (int i = 0; i < 4; i++) {
            two.queue(queue, "w" + i, compute(3), sleep(2), compute(1));
        }
        return two.timeline() + two.snapshot().pools() + two.stats(queue).cpuIntensive() + two.stats(queue).cmWakeup();
    }

    @Test
    @Conforms("R39")
    void anUnboundPoolStartsOneItemPerCpuWithoutOneThatSleeps() throws InterruptedException {
        SimulatedCpu four = new SimulatedCpu(4);
        Workqueue unbound = four.workqueue("unbound").unbound().create();
        for (int i = 0; i < 5; i++) {
            four.queue(unbound, "w" + i, compute(3));
        }
        assertEquals("""
                 0 ms  w0 starts, w1 starts, w2 starts, w3 starts
                 3 ms  w0 ends, w4 starts, w1 ends, w2 ends, w3 ends
                 6 ms  w4 ends
                """, four.timeline());
    }

    /** At 101 ms three items become active in one go: one worker is woken for them, and each that starts sees to the next. */
    @Test
    @Conforms("R40")
    void eachItemThatStartsInAnUnboundPoolHasTheNextOneStart() throws InterruptedException {
        SimulatedCpu four = new SimulatedCpu(4);
        Workqueue unbound = four.workqueue("unbound").unbound().maxActive(4).create();
        for (int i = 0; i < 4; i++) {
            four.queue(unbound, "", compute(3));
        }
        four.at(50, () -> unbound.maxActive(1));
        for (int i = 0; i < 4; i++) {
            int number = i;
            four.at(100, () -> four.queue(unbound, "w" + number, compute(3)));
        }
        four.at(101, () -> unbound.maxActive(4));
        assertEquals("""
                100 ms  w0 starts
                101 ms  w1 starts, w2 starts, w3 starts
                103 ms  w0 ends
                104 ms  w3 ends, w2 ends, w1 ends
                """, four.timeline());
    }

    @Test
    @Conforms("R38")
    void normalAndHighItemsOfACpuTakeNoNoticeOfEachOther() throws InterruptedException {
        Workqueue high = cpu.workqueue("high").percpu().highPriority().create();
        cpu.queue(q0, "w0", compute(4));
        cpu.queue(q0, "w1", compute(1));
        cpu.queue(high, "h0", compute(2), sleep(2));
        cpu.queue(high, "h1");
        assertEquals("""
                 0 ms  w0 starts, h0 starts
                 4 ms  w0 ends, w1 starts
                 6 ms  h0 sleeps, h1 starts, h1 ends
                 7 ms  w1 ends
                 8 ms  h0 wakes, h0 ends
                """, cpu.timeline());
    }

    /** The tick looks every millisecond while w1 waits, so that it finds out between 10 and 12 ms. */
    @Test
    @Conforms({"R49", "R51"})
    void anItemThatComputesForTenMillisecondsCountsNoMoreUntilItEnds() throws InterruptedException {
        List<Integer> running = new ArrayList<>();
        List<Long> marked = new ArrayList<>();
        cpu.queue(q0, "", compute(30));
        cpu.queue(q0, "", sleep(100));
        for (int millis : new int[] {9, 12}) {
            cpu.at(millis, () -> {
                running.add(pool().running());
                marked.add(cpu.stats(q0).cpuIntensive());
            });
        }
        cpu.at(13, () -> assertEquals(2, cpu.stats(q0).started(), "the next one has started"));
        cpu.at(50, () -> cpu.queue(q0, "", compute(5)));
        cpu.at(51, () -> running.add(pool().running()));
        cpu.timeline();
        assertEquals(List.of(1, 0, 1), running, "the mark is the item's");
        assertEquals(List.of(0L, 1L), marked);
    }

    @Test
    @Conforms("R61")
    void aBurstOfSleepingItemsGrowsThePoolOnceAndItsWorkersAreUsedAgain() throws InterruptedException {
        List<Integer> workers = new ArrayList<>();
        for (int burst = 0; burst < 3; burst++) {
            cpu.at(100 * burst, () -> {
                for (int i = 0; i < 50; i++) {
                    cpu.queue(q0, "", sleep(20));
                }
            });
            cpu.at(100 * burst + 19, () -> workers.add(pool().workers()));
        }
        cpu.timeline();
        assertTrue(workers.getFirst() >= 50, workers::toString);
        assertEquals(List.of(workers.getFirst(), workers.getFirst(), workers.getFirst()), workers);
        assertEquals(3 * 49, cpu.stats(q0).cmWakeup(), "each sleep but the last of a burst starts the next item");
    }

    /** The second pair comes when the tick has fallen asleep. */
    @Test
    @Conforms("R49")
    void theTickIsThereAgainWhenWorkWaitsAfterAPause() throws InterruptedException {
        for (int pair = 0; pair < 2; pair++) {
            cpu.at(1_000 * pair, () -> {
                cpu.queue(q0, "", compute(30));
                cpu.queue(q0, "");
            });
            cpu.at(1_000 * pair + 15, () -> cpu.say(cpu.stats(q0).completed() + " ended"));
        }
        assertEquals("""
                15 ms  1 ended
                1015 ms  3 ended
                """, cpu.timeline());
        assertEquals(2, cpu.stats(q0).cpuIntensive());
    }

    /** Brackets nest, and outlast a sleep inside: w0 holds nobody up before it has left the outer one. */
    @Test
    @Conforms("R44")
    void anItemHoldsNobodyUpFromItsFirstBracketsBeginToItsLastOnesEnd() throws InterruptedException {
        List<Integer> running = new ArrayList<>();
        cpu.queue(q0, "w0", announced(announced(nativeSleep(1)), sleep(1), nativeSleep(4)), compute(3));
        cpu.queue(q0, "w1", nativeSleep(1), compute(1));
        cpu.at(3, () -> {
            running.add(pool().running());
            cpu.queue(q0, "w2", compute(1));
        });
        cpu.at(7, () -> {
            running.add(pool().running());
            cpu.queue(q0, "w3");
        });
        assertEquals("""
                 0 ms  w0 starts, w1 starts
                 1 ms  w0 sleeps
                 2 ms  w1 ends, w0 wakes
                 3 ms  w2 starts
                 4 ms  w2 ends
                 9 ms  w0 ends, w3 starts, w3 ends
                """, cpu.timeline());
        assertEquals(List.of(0, 1), running);
    }
}
