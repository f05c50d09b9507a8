package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.queue.EngineWorkqueue;
import io.kedge.runtime.queue.QueueBooks;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Section H of the checklist on the simulated CPU: when exactly a flush returns. */
class FlushTimesTest {
    private final SimulatedCpu cpu = new SimulatedCpu();

    private void flushAt(int millis, Work work) {
        cpu.at(millis, () -> cpu.say("flush: " + work.flush()));
    }

    private void flushAt(int millis, Workqueue queue) {
        cpu.at(millis, () -> {
            queue.flush();
            cpu.say("flush of " + queue.name());
        });
    }

    @Test
    @Conforms({"R80", "R82"})
    void aFlushEndsWithTheInstanceOfItsCallThoughTheItemIsQueuedAgain() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().create();
        Work work = cpu.item("w0", compute(5));
        cpu.at(0, () -> queue.queue(work));
        flushAt(1, work);
        cpu.at(2, () -> queue.queue(work));
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 ends, w0 starts, flush: true
                10 ms  w0 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R81")
    void aFlushOfAnItemThatRunsAndIsPendingWaitsForThePendingInstance() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().create();
        Work work = cpu.item("w0", compute(5));
        cpu.at(0, () -> queue.queue(work));
        cpu.at(1, () -> queue.queue(work));
        flushAt(2, work);
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 ends, w0 starts
                10 ms  w0 ends, flush: true
                """, cpu.timeline());
    }

    @Test
    @Conforms("R83")
    void aFlushWaitsForAnInactiveItem() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().maxActive(1).create();
        Work behind = cpu.item("w1", compute(2));
        cpu.queue(queue, "w0", sleep(5));
        cpu.at(0, () -> queue.queue(behind));
        flushAt(1, behind);
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 5 ms  w0 wakes, w0 ends, w1 starts
                 7 ms  w1 ends, flush: true
                """, cpu.timeline());
    }

    @Test
    @Conforms("R84")
    void allWhoFlushAnItemReturnWhenItEnds() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().create();
        Work work = cpu.item("w0", compute(5));
        List<Boolean> flushed = new ArrayList<>();
        cpu.at(0, () -> queue.queue(work));
        for (int i = 0; i < 20; i++) {
            cpu.at(i % 5, () -> flushed.add(work.flush()));
        }
        cpu.at(6, () -> cpu.say(flushed.size() + " returned"));
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 ends
                 6 ms  20 returned
                """, cpu.timeline());
        assertFalse(flushed.contains(false), flushed::toString);
    }

    /** w0 keeps the CPU; of q1's items one holds its slot and waits for the CPU, one waits for the slot. */
    @Test
    @Conforms("R85")
    void cancellingReleasesAllWhoFlushTheItemWhereverItWaits() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").percpu().create();
        Workqueue q1 = cpu.workqueue("q1").percpu().maxActive(1).create();
        Work active = cpu.item("active");
        Work inactive = cpu.item("inactive");
        cpu.queue(q0, "w0", compute(9));
        cpu.at(1, () -> assertTrue(q1.queue(active) && q1.queue(inactive)));
        for (int i = 0; i < 2; i++) {
            flushAt(2, active);
            flushAt(2, inactive);
        }
        cpu.at(3, () -> assertTrue(inactive.cancel()));
        cpu.at(4, () -> assertTrue(active.cancel()));
        assertEquals("""
                 0 ms  w0 starts
                 3 ms  flush: true, flush: true
                 4 ms  flush: true, flush: true
                 9 ms  w0 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R69")
    void flushesNeedNoSlotAndTakeNone() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().maxActive(1).create();
        Work work = cpu.item("w0", sleep(5));
        cpu.at(0, () -> queue.queue(work));
        flushAt(1, work);
        flushAt(1, queue);
        cpu.at(2, () -> cpu.queue(queue, "w1", compute(1)));
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 5 ms  w0 wakes, w0 ends, w1 starts, flush: true, flush of q0
                 6 ms  w1 ends
                """, cpu.timeline());
    }

    /** Of two items on each CPU one is active; what is queued at 2 ms is not waited for. */
    @Test
    @Conforms({"R86", "R88"})
    void aFlushOfAWorkqueueWaitsForAllItemsOfItsCallOnAllCpus() throws InterruptedException {
        SimulatedCpu two = new SimulatedCpu(2);
        Workqueue queue = two.workqueue("q0").percpu().maxActive(1).create();
        two.at(0, () -> {
            queue.flush();
            two.say("flush of an idle one");
            queue.queueOn(0, two.item("w0", compute(1)));
            queue.queueOn(0, two.item("w1", compute(2)));
            queue.queueOn(1, two.item("w2", compute(3)));
            queue.queueOn(1, two.item("w3", sleep(3)));
        });
        two.at(1, () -> {
            queue.flush();
            two.say("flush of four");
        });
        two.at(2, () -> queue.queueOn(0, two.item("w4", compute(9))));
        assertEquals("""
                 0 ms  flush of an idle one, w0 starts, w2 starts
                 1 ms  w0 ends, w1 starts
                 3 ms  w1 ends, w4 starts, w2 ends, w3 starts, w3 sleeps
                 6 ms  w3 wakes, w3 ends, flush of four
                12 ms  w4 ends
                """, two.timeline());
    }

    @Test
    @Conforms("R87")
    void aStreamOfNewItemsDoesNotHoldAFlushUp() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().create();
        for (int i = 0; i < 50; i++) {
            cpu.at(i, () -> queue.queue(cpu.item("", compute(1), compute(1))));
        }
        flushAt(10, queue);
        cpu.at(49, () -> cpu.say("the last one is queued"));
        assertEquals("""
                22 ms  flush of q0
                49 ms  the last one is queued
                """, cpu.timeline());
        assertEquals(50, cpu.stats(queue).completed());
    }

    /** Item i ends at i + 1 ms. 15 flushes have a colour of their own; the others share the next one. */
    @Test
    @Conforms({"R89", "R90"})
    void fifteenFlushesEndOneAfterTheOtherAndTheOverflowTogether() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().create();
        QueueBooks books = new QueueBooks((EngineWorkqueue) queue);
        List<Integer> order = new ArrayList<>();
        List<Integer> returnedBy = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            cpu.at(0, () -> {
                queue.queue(cpu.item("", compute(1)));
                queue.flush();
                order.add(number);
                assertTrue(cpu.stats(queue).completed() > number, "it waited for the item before it");
            });
        }
        cpu.at(0, () -> assertTrue(books.flushOverflows()));
        for (int millis = 1; millis <= 41; millis++) {
            cpu.at(millis, () -> returnedBy.add(order.size()));
        }
        cpu.timeline();
        assertEquals(IntStream.range(0, 40).boxed().toList(), order);
        assertEquals(IntStream.range(0, 15).boxed().toList(), returnedBy.subList(0, 15));
        assertEquals(15, returnedBy.get(38), "at 39 ms the last item is not done");
        assertEquals(40, returnedBy.getLast());
    }

    /** The first flush ends with a completion, the second with the cancelling of what is still in flight. */
    @Test
    @Conforms("R94")
    void completionAndCancellingEndAFlushAlike() throws InterruptedException {
        Workqueue q0 = cpu.workqueue("q0").percpu().create();
        Workqueue q1 = cpu.workqueue("q1").percpu().maxActive(1).create();
        Work active = cpu.item("active");
        Work inactive = cpu.item("inactive");
        cpu.queue(q0, "w0", compute(3));
        cpu.queue(q0, "w1", compute(6));
        cpu.at(1, () -> assertTrue(q1.queue(active) && q1.queue(inactive)));
        flushAt(1, q0);
        flushAt(1, q1);
        cpu.at(2, () -> assertTrue(inactive.cancel()));
        cpu.at(5, () -> assertTrue(active.cancel()));
        assertEquals("""
                 0 ms  w0 starts
                 3 ms  w0 ends, w1 starts
                 5 ms  flush of q1
                 9 ms  w1 ends, flush of q0
                """, cpu.timeline());
    }
}
