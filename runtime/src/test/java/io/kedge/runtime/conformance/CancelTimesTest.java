package io.kedge.runtime.conformance;

import java.time.Duration;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.sim.SimulatedCpu;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Section J of the checklist on the simulated CPU: what cancel and disable take back, and what they wait for. */
class CancelTimesTest {
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue q0 = cpu.workqueue("q0").percpu().create();

    private static String placeOf(Work work) {
        return Places.settled((WorkItem) work);
    }

    private void takeBack(String where, Work work) {
        assertEquals(where, placeOf(work));
        assertTrue(work.cancel(), where);
        assertFalse(work.pending(), where);
        assertFalse(work.cancel(), where);
    }

    /** w0 keeps the CPU to 9 ms, so that what is queued from 4 ms on waits; w1 runs asleep, and is to run again behind that. */
    @Test
    @Conforms("R105")
    void whereverAnItemIsPendingItCanBeTakenBack() throws InterruptedException {
        Workqueue one = cpu.workqueue("one").percpu().maxActive(1).create();
        Work again = cpu.item("w1", sleep(20));
        Work active = cpu.item("active");
        Work inactive = cpu.item("inactive");
        Work posted = cpu.item("posted");
        DelayedWork armed = cpu.delayed("armed");
        cpu.at(0, () -> q0.queue(again));
        cpu.at(1, () -> q0.queue(again));
        cpu.at(2, () -> takeBack("ASSIGNED", again));
        cpu.at(3, () -> cpu.queue(q0, "w0", compute(6)));
        cpu.at(4, () -> {
            assertTrue(one.queue(active) && one.queue(inactive));
            assertTrue(one.queueDelayed(armed, Duration.ofMillis(1)) && one.queue(posted));
            assertEquals("POSTED", Places.NAMES.get(Places.of((WorkItem) posted)));
            assertTrue(posted.cancel());
            assertFalse(posted.pending());
            takeBack("TIMER", armed);
            takeBack("INACTIVE", inactive);
            takeBack("ACTIVE", active);
        });
        assertEquals("""
                 0 ms  w1 starts, w1 sleeps
                 3 ms  w0 starts
                 9 ms  w0 ends
                20 ms  w1 wakes, w1 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R106")
    void cancellingAnItemThatOnlyRunsOrIsIdleDoesNothingAndDoesNotWait() throws InterruptedException {
        Work work = cpu.item("w0", sleep(5));
        cpu.at(0, () -> q0.queue(work));
        cpu.at(1, () -> cpu.say("cancel: " + work.cancel()));
        cpu.at(6, () -> cpu.say("cancel: " + work.cancel()));
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 1 ms  cancel: false
                 5 ms  w0 wakes, w0 ends
                 6 ms  cancel: false
                """, cpu.timeline());
    }

    @Test
    @Conforms({"R107", "R110"})
    void cancelSyncReturnsWhenTheItemIsIdleAndSaysWhetherItWasPending() throws InterruptedException {
        Work running = cpu.item("running", compute(5));
        Work both = cpu.item("both", sleep(8));
        Work pending = cpu.item("pending");
        cpu.at(0, () -> assertTrue(q0.queue(both)));
        cpu.at(1, () -> assertTrue(q0.queue(running) && q0.queue(pending) && q0.queue(both)));
        for (Work work : new Work[] {running, both, pending}) {
            cpu.at(2, () -> {
                boolean wasPending = work.cancelSync();
                assertFalse(work.busy());
                cpu.say((work == running ? "running: " : work == both ? "both: " : "pending: ") + wasPending);
            });
        }
        assertEquals("""
                 0 ms  both starts, both sleeps
                 1 ms  running starts
                 2 ms  pending: true
                 6 ms  running ends, running: false
                 8 ms  both wakes, both ends, both: true
                """, cpu.timeline());
    }

    /** It is to run again on the share that has come, which starts nothing yet, and runs on the one before. */
    @Test
    @Conforms("R107")
    void cancelSyncMeetsTheRunOnAnOrderedWorkqueuesShareBefore() throws InterruptedException {
        Workqueue ordered = cpu.workqueue("ordered").ordered().create();
        Work work = cpu.item("w0", sleep(8));
        cpu.at(0, () -> ordered.queue(work));
        cpu.at(1, () -> ordered.applyAttrs(WorkqueueAttrs.standard().withNice(1)));
        cpu.at(2, () -> assertTrue(ordered.queue(work)));
        cpu.at(3, () -> cpu.say("cancelSync: " + work.cancelSync()));
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 8 ms  w0 wakes, w0 ends, cancelSync: true
                """, cpu.timeline());
    }

    @Test
    @Conforms({"R108", "R109"})
    void cancelSyncStopsAnItemThatQueuesItselfAndItsRequestIsLost() throws InterruptedException {
        Work[] self = new Work[1];
        self[0] = cpu.item("w0", compute(2), call(() -> cpu.say("queue: " + q0.queue(self[0]))));
        cpu.at(0, () -> q0.queue(self[0]));
        cpu.at(3, () -> cpu.say("cancelSync: " + self[0].cancelSync()));
        cpu.at(3, () -> cpu.say("queue from outside: " + q0.queue(self[0])));
        cpu.at(9, () -> assertFalse(self[0].busy()));
        assertEquals("""
                 0 ms  w0 starts
                 2 ms  queue: true, w0 ends, w0 starts
                 3 ms  queue from outside: false
                 4 ms  queue: false, w0 ends, cancelSync: false
                """, cpu.timeline());
    }

    @Test
    @Conforms("R111")
    void concurrentCancelSyncsReturnTogetherAndLeaveTheDepth() throws InterruptedException {
        Work work = cpu.item("w0", compute(5));
        cpu.at(0, () -> q0.queue(work));
        for (int i = 1; i <= 3; i++) {
            cpu.at(i, () -> cpu.say("cancelSync: " + work.cancelSync() + " " + Places.depth((WorkItem) work)));
        }
        cpu.at(4, () -> cpu.say("depth " + Places.depth((WorkItem) work)));
        cpu.at(6, () -> assertTrue(q0.queue(work)));
        assertEquals("""
                 0 ms  w0 starts
                 4 ms  depth 3
                 5 ms  w0 ends, cancelSync: false 2, cancelSync: false 1, cancelSync: false 0
                 6 ms  w0 starts
                11 ms  w0 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R113")
    void disableTakesThePendingInstanceBackAndOnlyItsSyncFormWaitsForTheRunningOne() throws InterruptedException {
        Work work = cpu.item("w0", sleep(5));
        cpu.at(0, () -> q0.queue(work));
        cpu.at(1, () -> q0.queue(work));
        cpu.at(2, () -> cpu.say("disable: " + work.disable()));
        cpu.at(3, () -> cpu.say("disableSync: " + work.disableSync()));
        cpu.at(6, () -> assertFalse(q0.queue(work)));
        cpu.at(7, () -> assertFalse(work.enable()));
        cpu.at(8, () -> assertTrue(work.enable() && q0.queue(work)));
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 2 ms  disable: true
                 5 ms  w0 wakes, w0 ends, disableSync: false
                 8 ms  w0 starts, w0 sleeps
                13 ms  w0 wakes, w0 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R117")
    void cancelSyncOfAnItemThatSomebodyElseDisabledLeavesItDisabled() throws InterruptedException {
        Work work = cpu.item("w0", compute(5));
        cpu.at(0, () -> q0.queue(work));
        cpu.at(1, work::disable);
        cpu.at(2, () -> cpu.say("cancelSync: " + work.cancelSync() + ", queue: " + q0.queue(work)));
        cpu.at(6, () -> cpu.say("enable: " + work.enable()));
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 ends, cancelSync: false, queue: false
                 6 ms  enable: true
                """, cpu.timeline());
    }

    @Test
    @Conforms("R118")
    void anItemMayCancelAndDisableItselfWithoutWaiting() throws InterruptedException {
        Work[] self = new Work[1];
        self[0] = cpu.item("w0", call(() -> {
            assertTrue(q0.queue(self[0]));
            assertTrue(self[0].cancel());
            assertFalse(self[0].disable());
            assertFalse(q0.queue(self[0]));
        }), compute(1));
        cpu.at(0, () -> q0.queue(self[0]));
        cpu.at(5, () -> assertTrue(self[0].enable()));
        assertEquals("""
                 0 ms  w0 starts
                 1 ms  w0 ends
                """, cpu.timeline());
    }
}
