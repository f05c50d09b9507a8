package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
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

/** Sections A, C and G of the checklist on the simulated CPU: where items go, in which order, and how many at once. */
class OrderAndSlotsTest {
    private final SimulatedCpu cpu = new SimulatedCpu();

    private static List<String> placesOf(List<Work> items) {
        return items.stream().map(work -> Places.settled((WorkItem) work)).toList();
    }

    /** The caller of w1 is no worker and runs on CPU 1; the caller of w2 is w1; w3 is queued for CPU 0 by name. */
    @Test
    @Conforms({"R11", "R12"})
    void anItemGoesToTheCallersCpuUnlessAnotherIsNamed() throws InterruptedException {
        SimulatedCpu two = new SimulatedCpu(2);
        Workqueue queue = two.workqueue("q0").percpu().create();
        List<String> workers = new ArrayList<>();
        Work byWorker = two.item("w2", call(() -> workers.add(two.workersName())));
        Work named = two.item("w3", call(() -> workers.add(two.workersName())));
        Work byCaller = two.item("w1", call(() -> {
            workers.add(two.workersName());
            queue.queue(byWorker);
            queue.queueOn(0, named);
        }), compute(1));
        two.callersRunOn(1);
        two.at(0, () -> queue.queue(byCaller));
        assertEquals("""
                 0 ms  w1 starts, w3 starts, w3 ends
                 1 ms  w1 ends, w2 starts, w2 ends
                """, two.timeline());
        assertTrue(workers.get(0).startsWith("kworker/1:"), workers::toString);
        assertTrue(workers.get(1).startsWith("kworker/0:"), workers::toString);
        assertTrue(workers.get(2).startsWith("kworker/1:"), workers::toString);
    }

    /** Those that compute hold the others up, those that sleep do not; items of another workqueue come in between. */
    @Test
    @Conforms("R23")
    void itemsOfAWorkqueueStartInQueueingOrderWhateverTheyDo() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().create();
        Workqueue other = cpu.workqueue("other").percpu().create();
        cpu.queue(queue, "w0", compute(2), sleep(9));
        cpu.queue(queue, "w1", sleep(1), compute(1));
        cpu.queue(other, "x", compute(2));
        cpu.queue(queue, "w2", compute(1));
        cpu.at(1, () -> cpu.queue(queue, "w3"));
        assertEquals("""
                 0 ms  w0 starts
                 2 ms  w0 sleeps, w1 starts, w1 sleeps, x starts
                 4 ms  x ends, w1 wakes
                 5 ms  w1 ends, w2 starts
                 6 ms  w2 ends, w3 starts, w3 ends
                11 ms  w0 wakes, w0 ends
                """, cpu.timeline());
    }

    /** Two callers on two CPUs take turns; a sleep lets nobody by. */
    @Test
    @Conforms("R24")
    void anOrderedWorkqueueRunsItemsOfAllCpusOneByOneInQueueingOrder() throws InterruptedException {
        SimulatedCpu two = new SimulatedCpu(2);
        Workqueue queue = two.workqueue("q0").ordered().create();
        for (int i = 0; i < 4; i++) {
            int number = i;
            two.at(i, () -> queue.queueOn(number % 2, two.item("w" + number, sleep(number == 0 ? 5 : 0), compute(1))));
        }
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps
                 5 ms  w0 wakes
                 6 ms  w0 ends, w1 starts, w1 sleeps, w1 wakes
                 7 ms  w1 ends, w2 starts, w2 sleeps, w2 wakes
                 8 ms  w2 ends, w3 starts, w3 sleeps, w3 wakes
                 9 ms  w3 ends
                """, two.timeline());
    }

    @Test
    @Conforms("R25")
    void anUnboundWorkqueueWithOneSlotIsNotAnOrderedOne() {
        Workqueue one = cpu.workqueue("one").unbound().maxActive(1).create();
        Workqueue ordered = cpu.workqueue("ordered").ordered().create();
        assertEquals(Set.of("WQ_UNBOUND"), cpu.stats(one).flags());
        assertEquals(Set.of("WQ_UNBOUND", "__WQ_ORDERED"), cpu.stats(ordered).flags());
        assertEquals(1, cpu.stats(ordered).maxActive());
    }

    /** At 1 ms the slot of w1 becomes free, and at once w3 is queued: it is w2's. */
    @Test
    @Conforms({"R28", "R68"})
    void aFreeSlotGoesToTheOldestThatWaitsAndNotToWhoComesThen() throws InterruptedException {
        Workqueue plug = cpu.workqueue("plug").percpu().create();
        Workqueue queue = cpu.workqueue("q0").percpu().maxActive(1).create();
        List<Work> items = List.of(cpu.item("w1"), cpu.item("w2", compute(1)), cpu.item("w3"));
        cpu.queue(plug, "w0", compute(5));
        cpu.at(0, () -> assertTrue(queue.queue(items.get(0)) && queue.queue(items.get(1))));
        cpu.at(1, () -> {
            assertEquals(List.of("ACTIVE", "INACTIVE", "IDLE"), placesOf(items));
            assertTrue(items.get(0).cancel());
            assertTrue(queue.queue(items.get(2)));
            assertEquals(List.of("IDLE", "ACTIVE", "INACTIVE"), placesOf(items));
        });
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 ends, w2 starts
                 6 ms  w2 ends, w3 starts, w3 ends
                """, cpu.timeline());
    }

    @Test
    @Conforms("R68")
    void anItemThatEndsGivesItsSlotToTheOldestThatWaits() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().maxActive(2).create();
        for (int i = 0; i < 5; i++) {
            cpu.queue(queue, "w" + i, sleep(i == 0 ? 9 : 2));
        }
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps, w1 starts, w1 sleeps
                 2 ms  w1 wakes, w1 ends, w2 starts, w2 sleeps
                 4 ms  w2 wakes, w2 ends, w3 starts, w3 sleeps
                 6 ms  w3 wakes, w3 ends, w4 starts, w4 sleeps
                 8 ms  w4 wakes, w4 ends
                 9 ms  w0 wakes, w0 ends
                """, cpu.timeline());
    }

    /** On CPU 0 one runs, one waits to start and one has been assigned to its worker: three slots. CPU 1 has its own three. */
    @Test
    @Conforms("R67")
    void whatWaitsToStartAndWhatIsAssignedTakesASlotOfItsCpuAsWhatRunsDoes() throws InterruptedException {
        SimulatedCpu two = new SimulatedCpu(2);
        Workqueue queue = two.workqueue("q0").percpu().maxActive(3).create();
        Work runs = two.item("runs", sleep(9));
        List<Work> others = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            others.add(two.item("", compute(9)));
        }
        two.at(0, () -> queue.queueOn(0, runs));
        two.at(1, () -> queue.queueOn(0, runs));
        two.at(2, () -> {
            assertEquals(List.of("ASSIGNED"), placesOf(List.of(runs)));
            others.subList(0, 3).forEach(work -> queue.queueOn(0, work));
            others.subList(3, 7).forEach(work -> queue.queueOn(1, work));
        });
        two.at(3, () -> assertEquals(
                List.of("IDLE", "INACTIVE", "INACTIVE", "IDLE", "ACTIVE", "ACTIVE", "INACTIVE"), placesOf(others)));
        two.timeline();
        assertEquals(9, two.stats(queue).completed());
    }

    @Test
    @Conforms("R78")
    void aFullWorkqueueHoldsUpNoOtherOneOfItsPool() throws InterruptedException {
        Workqueue full = cpu.workqueue("full").percpu().maxActive(1).create();
        Workqueue free = cpu.workqueue("free").percpu().maxActive(2).create();
        cpu.queue(full, "f0", sleep(5));
        cpu.queue(full, "f1");
        for (int i = 0; i < 3; i++) {
            cpu.queue(free, "w" + i, sleep(2));
        }
        assertEquals("""
                 0 ms  f0 starts, f0 sleeps, w0 starts, w0 sleeps, w1 starts, w1 sleeps
                 2 ms  w0 wakes, w0 ends, w1 wakes, w1 ends, w2 starts, w2 sleeps
                 4 ms  w2 wakes, w2 ends
                 5 ms  f0 wakes, f0 ends, f1 starts, f1 ends
                """, cpu.timeline());
    }

    /** w1 is queued again, here and elsewhere, while it waits ahead of w2. */
    @Test
    @Conforms({"R2", "R16"})
    void queueingAPendingItemAgainChangesNeitherItsPlaceNorItsWorkqueue() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q0").percpu().create();
        Workqueue other = cpu.workqueue("other").percpu().create();
        Work waits = cpu.item("w1", compute(1));
        cpu.queue(queue, "w0", compute(5));
        cpu.at(0, () -> assertTrue(queue.queue(waits)));
        cpu.at(1, () -> cpu.queue(queue, "w2", compute(1)));
        cpu.at(2, () -> assertFalse(queue.queue(waits) || other.queue(waits)));
        assertEquals("""
                 0 ms  w0 starts
                 5 ms  w0 ends, w1 starts
                 6 ms  w1 ends, w2 starts
                 7 ms  w2 ends
                """, cpu.timeline());
        assertEquals(3, cpu.stats(queue).started());
        assertEquals(0, cpu.stats(other).queued());
    }
}
