package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.kedge.runtime.EngineExtension.FIRST_CPU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Limits that change while items wait and run (spec sections 3.1 and 6.2). */
@ExtendWith(EngineExtension.class)
class LiveLimitsTest {
    private final List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Gate leave = new Gate();

    /** Notes that it has started and waits until it may leave. */
    private Work waiting(int number, Gate entered) {
        return Cmwq.work(() -> {
            order.add(number);
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            entered.open();
            leave.pass();
            inside.decrementAndGet();
        });
    }

    private void queueWaiting(Workqueue queue, int count, Gate entered) {
        for (int i = 0; i < count; i++) {
            queue.queueOn(FIRST_CPU, waiting(i, entered));
        }
    }

    private static int shown(Cmwq cmwq, Workqueue queue) {
        return cmwq.snapshot().workqueues().stream().filter(stats -> stats.name().equals(queue.name())).findFirst()
                .orElseThrow().maxActive();
    }

    @Test
    @Conforms("R70")
    void raisingTheLimitStartsWaitingItemsAtOnceInTheirOrder(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().maxActive(1).create();
        Gate first = new Gate();
        queue.queueOn(FIRST_CPU, waiting(-1, first));
        first.pass();
        Gate four = new Gate(4);
        queueWaiting(queue, 6, four);
        queue.maxActive(5);
        four.pass();
        assertEquals(List.of(-1, 0, 1, 2, 3), order, "nobody has left yet");
        assertTrue(queue.congested(FIRST_CPU));
        leave.open();
        queue.flush();
        assertEquals(IntStream.range(-1, 6).boxed().toList(), order);
        assertEquals(5, shown(cmwq, queue));
    }

    @Test
    @Conforms("R70")
    void loweringTheLimitStopsNobodyAndStartsNobodyUntilItIsReached(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").unbound().maxActive(4).create();
        Gate four = new Gate(4);
        queueWaiting(queue, 4, four);
        four.pass();
        queue.maxActive(1);
        assertEquals(4, inside.get(), "what is active stays so");
        AtomicInteger late = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            queue.queue(Cmwq.work(() -> {
                together.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
                late.incrementAndGet();
            }));
        }
        assertTrue(queue.congested(), "no new item starts: all wait");
        leave.open();
        queue.flush();
        assertEquals(20, late.get());
        assertEquals(1, together.get(), "one at a time, and none beside the four");
    }

    @Test
    @Conforms("R72")
    void theMinimumFollowsTheLimitDownAndNotUp(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").unbound().create();
        assertEquals(8, queue.minActive());
        assertEquals(3, cmwq.workqueue("small").unbound().maxActive(3).create().minActive());
        queue.maxActive(5);
        assertEquals(5, queue.minActive());
        queue.maxActive(100);
        assertEquals(5, queue.minActive());
        try (EngineLog log = new EngineLog()) {
            queue.minActive(101);
            assertEquals(100, queue.minActive());
            queue.minActive(-1);
            assertEquals(0, queue.minActive());
            assertEquals(2, log.complaints("min_active of workqueue test").size());
            queue.minActive(100);
            queue.minActive(0);
            assertEquals(2, log.complaints("min_active of workqueue test").size(), "the ends of the range need no warning");
        }
    }

    @Test
    void aLimitOutOfRangeIsCutWithAWarning(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        try (EngineLog log = new EngineLog()) {
            queue.maxActive(0);
            assertEquals(1, queue.maxActive());
            queue.maxActive(3000);
            assertEquals(2048, queue.maxActive());
            assertEquals(
                    List.of("max_active of workqueue test was 0; it is 1 (1 to 2048)",
                            "max_active of workqueue test was 3000; it is 2048 (1 to 2048)"),
                    log.complaints("max_active"));
        }
    }

    @Test
    @Conforms({"R26", "R76"})
    void settersThatDoNotApplyWarnAndChangeNothing(Cmwq cmwq) throws Exception {
        Workqueue ordered = cmwq.workqueue("ordered").ordered().create();
        Workqueue bound = cmwq.workqueue("bound").percpu().maxActive(20).create();
        try (EngineLog log = new EngineLog()) {
            ordered.maxActive(7);
            ordered.minActive(0);
            bound.minActive(3);
            assertEquals(1, log.complaints("max_active of workqueue ordered stays 1").size());
            assertEquals(1, log.complaints("min_active of workqueue ordered stays 1").size());
            assertEquals(1, log.complaints("min_active of workqueue bound stays 8").size());
        }
        assertEquals(1, ordered.maxActive());
        assertEquals(1, ordered.minActive());
        assertEquals(8, bound.minActive());
        leave.open();
        queueWaiting(ordered, 50, new Gate(50));
        ordered.flush();
        assertEquals(1, most.get(), "it is ordered still");
        assertEquals(IntStream.range(0, 50).boxed().toList(), order);
    }

    @Test
    @Conforms("R77")
    void aCpuIsCongestedExactlyWhileItsItemsWaitForASlot(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().maxActive(2).create();
        int[] cpus = cmwq.cpus().stream().toArray();
        int other = cpus[cpus.length - 1];
        assertFalse(queue.congested(FIRST_CPU));
        Gate two = new Gate(2);
        queueWaiting(queue, 2, two);
        two.pass();
        assertFalse(queue.congested(FIRST_CPU), "both slots are taken, and nobody waits");
        Work third = waiting(2, new Gate());
        queue.queueOn(FIRST_CPU, third);
        assertTrue(queue.congested(FIRST_CPU));
        assertEquals(other == FIRST_CPU, queue.congested(other), "another CPU has slots of its own");
        third.cancel();
        assertFalse(queue.congested(FIRST_CPU));
        queue.queueOn(FIRST_CPU, third);
        assertTrue(queue.congested(FIRST_CPU));
        leave.open();
        queue.flush();
        assertFalse(queue.congested(FIRST_CPU));
        assertThrows(IllegalArgumentException.class, () -> queue.congested(4096));
    }

    @Test
    @Conforms("R136")
    void aLimitThatChangesInTheFrostCountsFromTheThawOn(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").unbound().freezable().maxActive(1).create();
        cmwq.freeze();
        Gate three = new Gate(3);
        queueWaiting(queue, 5, three);
        queue.maxActive(3);
        assertEquals(3, queue.maxActive());
        assertEquals(3, shown(cmwq, queue), "the statistics show what was asked for");
        assertFalse(cmwq.isFreezing(), "nothing has become active");
        cmwq.thaw();
        three.pass();
        assertTrue(queue.congested());
        leave.open();
        queue.flush();
        assertEquals(3, most.get());
        assertEquals(5, order.size());
    }

    @Test
    void aClosedWorkqueueTakesNoLimit(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        queue.close();
        assertThrows(IllegalStateException.class, () -> queue.maxActive(4));
        assertThrows(IllegalStateException.class, () -> queue.minActive(4));
    }
}
