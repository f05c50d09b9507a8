package io.kedge.runtime.scenario;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueGroup;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.nativeSleep;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How many items of a group's workqueues are active, and in which turns. */
class GroupLimitTest {
    private final SimulatedCpu cpu = new SimulatedCpu(4);
    private final WorkqueueGroup two = cpu.group("two").maxActive(2).create();

    @Test
    void theLimitHoldsForAllItsWorkqueuesOnAllCpus() throws InterruptedException {
        Workqueue bound = cpu.workqueue("bound").percpu().group(two).create();
        Workqueue unbound = cpu.workqueue("unbound").unbound().group(two).create();
        cpu.at(0, () -> {
            for (int i = 0; i < 3; i++) {
                bound.queueOn(i, cpu.item("b" + i, sleep(10)));
                unbound.queueOn(i, cpu.item("u" + i, nativeSleep(10)));
            }
        });
        String starts = cpu.timeline().lines().filter(line -> line.contains("starts")).map(GroupLimitTest::starters).toList().toString();
        assertEquals("[0 ms: 2, 10 ms: 2, 20 ms: 2]", starts);
    }

    private static String starters(String line) {
        return line.strip().split(" ", 2)[0] + " ms: " + (line.split(" starts", -1).length - 1);
    }

    /** All of the flood has come before the other one's first item. */
    @Test
    void aFloodedWorkqueueAndASmallOneTakeTurns() throws InterruptedException {
        WorkqueueGroup one = cpu.group("one").maxActive(1).create();
        Workqueue flood = cpu.workqueue("flood").unbound().group(one).create();
        Workqueue small = cpu.workqueue("small").unbound().group(one).create();
        cpu.at(0, () -> {
            for (int i = 0; i < 6; i++) {
                flood.queue(cpu.item("f" + i, sleep(2)));
            }
        });
        cpu.at(1, () -> {
            for (int i = 0; i < 2; i++) {
                small.queue(cpu.item("s" + i, sleep(2)));
            }
        });
        assertEquals("f0 f1 s0 f2 s1 f3 f4 f5", starts(cpu.timeline()));
    }

    private static String starts(String timeline) {
        StringBuilder starts = new StringBuilder();
        for (String event : timeline.replaceAll("(?m)^ *\\d+ ms  ", "").split("[,\n]", -1)) {
            if (event.endsWith(" starts")) {
                starts.append(event.strip().split(" ", 2)[0]).append(' ');
            }
        }
        return starts.toString().strip();
    }

    @Test
    void aRaisedLimitServesThoseWhoWaitAndALoweredOneTakesNothing() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().group(two).create();
        for (int i = 0; i < 5; i++) {
            Work item = cpu.item("w" + i, sleep(10));
            int on = i % 4;
            cpu.at(0, () -> queue.queueOn(on, item));
        }
        cpu.at(3, () -> two.maxActive(4));
        cpu.at(5, () -> two.maxActive(1));
        assertEquals("""
                 0 ms  w0 starts, w0 sleeps, w1 starts, w1 sleeps
                 3 ms  w2 starts, w2 sleeps, w3 starts, w3 sleeps
                10 ms  w0 wakes, w0 ends, w1 wakes, w1 ends
                13 ms  w2 wakes, w2 ends, w3 wakes, w3 ends, w4 starts, w4 sleeps
                23 ms  w4 wakes, w4 ends
                """, cpu.timeline());
    }

    @Test
    void anOrderedMemberKeepsItsOrder() throws InterruptedException {
        Workqueue ordered = cpu.workqueue("ordered").ordered().group(two).create();
        Workqueue other = cpu.workqueue("other").unbound().group(two).create();
        cpu.at(0, () -> {
            for (int i = 0; i < 4; i++) {
                other.queue(cpu.item("x" + i, sleep(3)));
                ordered.queue(cpu.item("o" + i, sleep(2)));
            }
        });
        assertEquals("o0 o1 o2 o3", starts(cpu.timeline()).replaceAll("x\\d ?", "").strip());
    }

    @Test
    void itemsThatWaitForTheGroupCanBeTakenBack() throws InterruptedException {
        Workqueue first = cpu.workqueue("first").unbound().maxActive(1).group(two).create();
        Workqueue second = cpu.workqueue("second").unbound().group(two).create();
        Work taken = cpu.item("taken", sleep(1));
        cpu.at(0, () -> {
            second.queue(cpu.item("s0", sleep(10)));
            second.queue(cpu.item("s1", sleep(10)));
            first.queue(taken);
            second.queue(cpu.item("s2", sleep(10)));
        });
        cpu.at(5, () -> assertTrue(taken.cancel(), "it waited"));
        cpu.at(6, () -> first.queue(cpu.item("late", sleep(1))));
        assertEquals("s0 s1 s2 late", starts(cpu.timeline()));   // its workqueue has left the line, and comes last
    }

    @Test
    void aFrozenWorkqueueLetsTheOthersOfItsGroupGoOn() throws InterruptedException {
        Workqueue frozen = cpu.workqueue("frozen").unbound().freezable().group(two).create();
        Workqueue other = cpu.workqueue("other").unbound().group(two).create();
        cpu.at(0, () -> {
            other.queue(cpu.item("x0", sleep(4)));
            other.queue(cpu.item("x1", sleep(4)));
            frozen.queue(cpu.item("f0", sleep(4)));
            other.queue(cpu.item("x2", sleep(4)));
            other.queue(cpu.item("x3", sleep(4)));
        });
        cpu.at(1, () -> cpu.freeze(true));
        cpu.at(20, () -> cpu.freeze(false));
        assertEquals("""
                 0 ms  x0 starts, x0 sleeps, x1 starts, x1 sleeps
                 4 ms  x0 wakes, x0 ends, x1 wakes, x1 ends, x2 starts, x2 sleeps, x3 starts, x3 sleeps
                 8 ms  x3 wakes, x3 ends, x2 wakes, x2 ends
                20 ms  f0 starts, f0 sleeps
                24 ms  f0 wakes, f0 ends
                """, cpu.timeline());
    }

    @Test
    void aWorkqueueThatWaitsForItsGroupIsDrained() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().group(two).create();
        Workqueue other = cpu.workqueue("other").percpu().group(two).create();
        cpu.at(0, () -> {
            for (int i = 0; i < 4; i++) {
                other.queueOn(i % 2, cpu.item("", compute(5)));
                queue.queueOn(i, cpu.item("", compute(5)));
            }
            queue.drain();
            cpu.say("drained");
            queue.close();
            other.close();
            two.close();
            cpu.say("closed");
        });
        assertTrue(cpu.timeline().endsWith("closed\n"));
        assertEquals(4, cpu.group("two").maxActive(4).create().maxActive());
    }
}
