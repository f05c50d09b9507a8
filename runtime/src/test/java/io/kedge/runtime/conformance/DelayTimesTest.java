package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Section K of the checklist on the simulated CPU: delays to the millisecond. */
class DelayTimesTest {
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue q0 = cpu.workqueue("q0").percpu().create();
    private final DelayedWork work = cpu.delayed("w0", compute(1));

    private static Duration ms(int millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    @Conforms("R119")
    void aDelayOfZeroNeedsNoTimer() throws InterruptedException {
        cpu.at(3, () -> {
            assertTrue(q0.queueDelayed(work, Duration.ZERO));
            assertEquals(0, cpu.snapshot().delayedItems());
        });
        assertEquals("""
                 3 ms  w0 starts
                 4 ms  w0 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms({"R120", "R121"})
    void anArmedItemIsPendingAndQueueingItAgainLeavesItsExpiry() throws InterruptedException {
        List<Boolean> pending = new ArrayList<>();
        cpu.at(0, () -> assertTrue(q0.queueDelayed(work, ms(20))));
        cpu.at(5, () -> assertFalse(q0.queueDelayed(work, ms(1))));
        cpu.at(6, () -> assertFalse(q0.queueDelayed(work, ms(90)) || q0.queue(work)));
        for (int millis = 1; millis < 20; millis++) {
            cpu.at(millis, () -> pending.add(work.pending()));
        }
        assertEquals("""
                20 ms  w0 starts
                21 ms  w0 ends
                """, cpu.timeline());
        assertEquals(19, pending.size());
        assertFalse(pending.contains(false), pending::toString);
    }

    @Test
    @Conforms("R122")
    void modifyingArmsAnIdleItemAndRearmsAnArmedOneInEitherDirection() throws InterruptedException {
        cpu.at(0, () -> assertFalse(q0.modDelayed(work, ms(10)), "it was idle"));
        cpu.at(5, () -> assertTrue(q0.modDelayed(work, ms(25)), "to later"));
        cpu.at(6, () -> assertTrue(q0.modDelayed(work, ms(10)), "to earlier"));
        cpu.at(20, () -> assertFalse(q0.modDelayed(work, ms(10))));
        cpu.at(21, () -> assertTrue(q0.modDelayed(work, ms(0)), "at once"));
        assertEquals("""
                16 ms  w0 starts
                17 ms  w0 ends
                21 ms  w0 starts
                22 ms  w0 ends
                """, cpu.timeline());
    }

    /** At 1 ms w0 waits for the CPU, at 4 ms for a slot; a run is not affected. */
    @Test
    @Conforms("R122")
    void modifyingTakesAQueuedItemOffAndArmsItAndLetsTheRunningInstanceGoOn() throws InterruptedException {
        Workqueue one = cpu.workqueue("one").percpu().maxActive(1).create();
        DelayedWork runs = cpu.delayed("w1", sleep(8));
        cpu.queue(q0, "plug", compute(3));
        cpu.at(1, () -> assertTrue(one.queue(work) && one.modDelayed(work, ms(2))));
        cpu.at(2, () -> assertTrue(one.queue(runs)));
        cpu.at(4, () -> assertTrue(one.modDelayed(work, ms(6)), "it waits for the slot of w1"));
        cpu.at(5, () -> assertFalse(one.modDelayed(runs, ms(20)), "it runs and is not pending"));
        assertEquals("""
                 0 ms  plug starts
                 3 ms  plug ends, w1 starts, w1 sleeps
                11 ms  w1 wakes, w1 ends, w0 starts
                12 ms  w0 ends
                25 ms  w1 starts, w1 sleeps
                33 ms  w1 wakes, w1 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R122")
    void modifyingADisabledItemDoesNothing() throws InterruptedException {
        cpu.at(0, () -> {
            work.disable();
            assertFalse(q0.modDelayed(work, ms(1)));
            assertFalse(q0.modDelayed(work, ms(0)));
            assertFalse(work.pending());
        });
        cpu.at(5, () -> cpu.say("enable: " + work.enable()));
        assertEquals("""
                 5 ms  enable: true
                """, cpu.timeline());
    }

    @Test
    @Conforms("R123")
    void ofManyModificationsOneInstanceIsLeft() throws InterruptedException {
        List<Boolean> wasPending = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int delay = 30 - 2 * i;
            cpu.at(i / 3, () -> wasPending.add(q0.modDelayed(work, ms(delay))));
        }
        assertEquals("""
                15 ms  w0 starts
                16 ms  w0 ends
                """, cpu.timeline());
        assertEquals(1, wasPending.stream().filter(was -> !was).count(), "one of them found it idle");
        assertEquals(1, cpu.stats(q0).queued());
    }

    @Test
    @Conforms("R124")
    void aFlushRunsAnArmedItemAtOnceAndWaitsForItsEnd() throws InterruptedException {
        cpu.at(0, () -> q0.queueDelayed(work, ms(50)));
        cpu.at(7, () -> cpu.say("flush: " + work.flush()));
        assertEquals("""
                 7 ms  w0 starts
                 8 ms  w0 ends, flush: true
                """, cpu.timeline());
        assertEquals(1, cpu.stats(q0).queued());
    }

    /** Its entry in the timer is for 10 ms, and stays there: that it fires tells nobody but the timer. */
    @Test
    @Conforms({"R120", "R122"})
    void anItemPushedBackStartsNotBeforeItsNewTime() throws InterruptedException {
        cpu.at(0, () -> q0.modDelayed(work, ms(10)));
        cpu.at(5, () -> assertTrue(q0.modDelayed(work, ms(5).plusNanos(600_000))));
        cpu.at(10, () -> assertEquals(Places.TIMER, Places.of((WorkItem) work), "0.6 ms are left"));
        cpu.at(11, () -> assertFalse(q0.modDelayed(work, ms(30)), "it runs"));
        assertEquals("""
                10 ms  w0 starts
                11 ms  w0 ends
                41 ms  w0 starts
                42 ms  w0 ends
                """, cpu.timeline());
    }
}
