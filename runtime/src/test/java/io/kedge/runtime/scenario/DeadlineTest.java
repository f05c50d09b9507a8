package io.kedge.runtime.scenario;

import java.time.Duration;
import java.util.List;

import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which items miss their deadlines, by how much, and what is said of that. One CPU. */
class DeadlineTest {
    private final EngineLog log = new EngineLog();
    private final SimulatedCpu cpu = new SimulatedCpu();
    private final Workqueue queue = cpu.workqueue("timely").percpu().create();

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static Work within(int millis, Work item) {
        item.deadline(Duration.ofMillis(millis));
        return item;
    }

    /** Runs all that there is to run. @return how many were late, and the latest one by how many milliseconds */
    private String missed() throws InterruptedException {
        cpu.timeline();
        WorkqueueStats stats = cpu.stats(queue);
        return stats.missed() + " by " + stats.worstLateNanos() / 1e6;
    }

    @Test
    void anItemIsLateIfItEndsAfterItsDeadline() throws InterruptedException {
        Work late = within(3, cpu.item("late", compute(5)));
        Work inTime = within(10, cpu.item("inTime", compute(5)));
        Work justInTime = within(15, cpu.item("justInTime", compute(5)));
        cpu.at(0, () -> List.of(late, inTime, justInTime, cpu.item("free", compute(99))).forEach(queue::queue));
        assertEquals("1 by 2.0", missed());
    }

    @Test
    void theWorstOneIsToldNotTheLatest() throws InterruptedException {
        Work item = within(3, cpu.item("item", compute(5)));
        cpu.at(0, () -> {
            queue.queue(item);
            item.deadline(Duration.ofMillis(4));
        });
        cpu.at(10, () -> queue.queue(item));
        assertEquals("2 by 2.0", missed());
    }

    @Test
    void timeInTheQueueCounts() throws InterruptedException {
        cpu.at(0, () -> queue.queue(cpu.item("before", compute(4))));
        cpu.at(0, () -> queue.queue(within(5, cpu.item("waits", compute(4)))));
        assertEquals("1 by 3.0", missed());
    }

    @Test
    void theDelayOfADelayedItemDoesNotCount() throws InterruptedException {
        DelayedWork item = cpu.delayed("later", compute(5));
        item.deadline(Duration.ofMillis(4));
        cpu.at(0, () -> queue.queueDelayed(item, Duration.ofMillis(20)));
        assertEquals("1 by 1.0", missed());
    }

    @Test
    void eachQueueingHasADeadlineOfItsOwn() throws InterruptedException {
        Work item = within(6, cpu.item("again", compute(4)));
        cpu.at(0, () -> queue.queue(item));
        cpu.at(1, () -> queue.queue(item));   // ends at 8 ms, due at 7
        assertEquals("1 by 1.0", missed());
    }

    @Test
    void aChangedDeadlineIsForTheNextQueueing() throws InterruptedException {
        Work item = within(3, cpu.item("changed", compute(5)));
        cpu.at(0, () -> {
            queue.queue(item);
            item.deadline(Duration.ZERO);
        });
        cpu.at(20, () -> {
            queue.queue(item);
            item.deadline(Duration.ofMillis(1));
        });
        assertEquals("1 by 2.0", missed());
    }

    @Test
    void whatIsTakenBackOrThrowsIsNoReasonToForget() throws InterruptedException {
        Work cancelled = within(1, cpu.item("cancelled", compute(5)));
        Work item = within(1, cpu.item("slow", compute(2)));
        cpu.at(0, () -> {
            queue.queue(cpu.item("before", compute(3)));
            queue.queue(cancelled);
            queue.queue(item);
        });
        cpu.at(2, cancelled::cancel);
        assertEquals("1 by 4.0", missed());
    }

    @Test
    void theFirstMissIsSaidAndThenEachTimeThereAreTwiceAsMany() throws InterruptedException {
        Work item = within(1, cpu.item("slow", compute(3)));
        for (int i = 0; i < 6; i++) {
            cpu.at(10 * i, () -> queue.queue(item));
        }
        assertEquals("6 by 2.0", missed());
        List<String> said = log.complaints("deadline");
        assertEquals(3, said.size(), said::toString);
        assertTrue(said.getFirst().startsWith("an item of work function slow on workqueue timely ended 2000 us after its deadline; 1"
                + " item has missed"), said::toString);
        assertTrue(said.getLast().contains("; 4 items have missed"), said::toString);
    }

    @Test
    void aDeadlineIsNotNegativeAndNotBeyondAYear() {
        Work item = cpu.item("item", call(() -> { }));
        assertThrows(IllegalArgumentException.class, () -> item.deadline(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> item.deadline(Duration.ofDays(366)));
        item.deadline(Duration.ofDays(365));
    }
}
