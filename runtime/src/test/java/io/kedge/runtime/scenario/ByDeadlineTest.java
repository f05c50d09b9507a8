package io.kedge.runtime.scenario;

import java.time.Duration;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** In which order items start where deadlines order them. One CPU. */
class ByDeadlineTest {
    private final SimulatedCpu cpu = SimulatedCpu.pods(1);
    private final Workqueue queue = cpu.workqueue("due").unbound().byDeadline().create();

    private Work within(int millis, String name) {
        Work item = cpu.item(name, compute(1));
        item.deadline(Duration.ofMillis(millis));
        return item;
    }

    private void threeWait(Workqueue on) {
        cpu.at(0, () -> on.queue(cpu.item("first", compute(2))));
        cpu.at(1, () -> {
            on.queue(within(40, "due40"));
            on.queue(cpu.item("free", compute(1)));
            on.queue(within(10, "due10"));
        });
    }

    @Test
    void theOneThatIsDueFirstStartsFirst() throws InterruptedException {
        threeWait(queue);
        assertEquals("""
                 0 ms  first starts
                 2 ms  first ends, due10 starts
                 3 ms  due10 ends, due40 starts
                 4 ms  due40 ends, free starts
                 5 ms  free ends
                """, cpu.timeline());
    }

    @Test
    void elsewhereItemsStartInTheOrderOfTheirArrival() throws InterruptedException {
        threeWait(cpu.workqueue("plain").unbound().create());
        assertEquals("""
                 0 ms  first starts
                 2 ms  first ends, due40 starts
                 3 ms  due40 ends, free starts
                 4 ms  free ends, due10 starts
                 5 ms  due10 ends
                """, cpu.timeline());
    }

    @Test
    void whatIsTakenBackDoesNotStart() throws InterruptedException {
        Work item = within(10, "cancelled");
        threeWait(queue);
        cpu.at(1, () -> queue.queue(item));
        cpu.at(1, () -> assertTrue(item.cancel()));
        String timeline = cpu.timeline();
        assertFalse(timeline.contains("cancelled"), timeline);
        assertTrue(timeline.endsWith("free ends\n"), timeline);
    }

    /** For two seconds something that is due within 10 ms is always there. */
    @Test
    void anItemWithoutADeadlineIsOvertakenForASecond() throws InterruptedException {
        cpu.at(0, () -> {
            queue.queue(cpu.item("", compute(2)));
            queue.queue(cpu.item("free", compute(1)));
        });
        for (int i = 0; i < 1_000; i++) {
            Work urgent = cpu.item("", compute(2));
            urgent.deadline(Duration.ofMillis(10));
            cpu.at(2 * i, () -> queue.queue(urgent));
        }
        String timeline = cpu.timeline();
        assertEquals("992 ms  free starts\n993 ms  free ends\n", timeline);
        assertEquals(0, cpu.stats(queue).missed(), "nobody is late by that");
    }

    @Test
    void theDeadlineOfAnItemThatHasNoneIsNotMissed() throws InterruptedException {
        cpu.at(0, () -> queue.queue(cpu.item("long", compute(3_000))));
        cpu.timeline();
        assertEquals(0, cpu.stats(queue).missed());
    }

    @Test
    void itSharesPoolsWithItsLikesOnly() {
        Workqueue plain = cpu.workqueue("plain").unbound().create();
        Workqueue like = cpu.workqueue("like").unbound().byDeadline().create();
        assertEquals(cpu.stats(queue).pools(), cpu.stats(like).pools());
        assertFalse(cpu.stats(queue).pools().equals(cpu.stats(plain).pools()));
    }
}
