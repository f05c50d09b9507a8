package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.kedge.runtime.EngineExtension.FIRST_CPU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sections C, G and M of the checklist, as far as one node goes. */
@ExtendWith(EngineExtension.class)
class LimitsAndOrderTest {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<Integer> order = Collections.synchronizedList(new ArrayList<>());

    private Work sleeping(int number) {
        return Cmwq.work(self -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            order.add(number);
            Thread.sleep(1);
            inside.decrementAndGet();
        });
    }

    private static WorkqueueStats statsOf(Cmwq cmwq, String name) {
        return cmwq.snapshot().workqueues().stream().filter(queue -> queue.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    @Conforms("R24")
    void anOrderedWorkqueueRunsOneItemAtATimeInOrderThoughTheySleep(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").ordered().create();
        int[] cpus = cmwq.cpus().stream().toArray();
        for (int i = 0; i < 100; i++) {
            queue.queueOn(cpus[i % cpus.length], sleeping(i));
        }
        queue.flush();
        assertEquals(1, most.get());
        assertEquals(IntStream.range(0, 100).boxed().toList(), order);
    }

    @Test
    void anOrderedWorkqueueCannotBeBound(Cmwq cmwq) {
        var builder = cmwq.workqueue("test").ordered().percpu();
        var refusal = assertThrows(IllegalStateException.class, builder::create);
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("workqueue test cannot be both ordered and PERCPU"));
    }

    @Test
    @Conforms("R67")
    void atMostMaxActiveItemsRunPerCpu(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().maxActive(3).create();
        for (int i = 0; i < 60; i++) {
            queue.queueOn(FIRST_CPU, sleeping(i));
        }
        queue.flush();
        assertEquals(3, most.get());
        assertEquals(60, order.size());
    }

    @Test
    @Conforms("R74")
    void atMostMaxActiveItemsOfAnUnboundWorkqueueRunInAll(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").unbound().maxActive(2).create();
        for (int i = 0; i < 60; i++) {
            queue.queue(sleeping(i));
        }
        queue.flush();
        assertEquals(2, most.get());
        assertEquals(60, order.size());
    }

    @Test
    @Conforms("R78")
    void limitsOfWorkqueuesOnOnePoolAreIndependent(Cmwq cmwq) throws Exception {
        Workqueue full = cmwq.workqueue("full").percpu().maxActive(1).create();
        Workqueue free = cmwq.workqueue("free").percpu().create();
        Gate leave = new Gate();
        full.queueOn(FIRST_CPU, Cmwq.work(leave::pass));
        full.queueOn(FIRST_CPU, sleeping(1));
        free.queueOn(FIRST_CPU, sleeping(2));
        free.flush();
        assertEquals(List.of(2), order);
        leave.open();
        full.flush();
        assertEquals(List.of(2, 1), order);
    }

    @Test
    @Conforms({"R66", "R150"})
    void limitsAndNamesAreCutAsTheKernelDoes(Cmwq cmwq) {
        assertEquals(1024, statsOf(cmwq, cmwq.workqueue("default").percpu().maxActive(0).create().name()).maxActive());
        assertEquals(1, statsOf(cmwq, cmwq.workqueue("low").percpu().maxActive(-7).create().name()).maxActive());
        assertEquals(2048, statsOf(cmwq, cmwq.workqueue("high").percpu().maxActive(5000).create().name()).maxActive());
        assertEquals("a-name-of-more-than-thirty-one-", cmwq.workqueue("a-name-of-more-than-thirty-one-characters").percpu().create().name());
        assertThrows(IllegalArgumentException.class, () -> cmwq.workqueue(" ").percpu().create());
    }

    @Test
    @Conforms({"R135", "R136"})
    void aFrozenWorkqueueAcceptsItemsAndRunsThemInOrderAfterTheThaw(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().freezable().maxActive(4).create();
        Workqueue other = cmwq.workqueue("other").percpu().create();
        Gate entered = new Gate();
        Gate leave = new Gate();
        queue.queueOn(FIRST_CPU, Cmwq.work(() -> {
            entered.open();
            leave.pass();
        }));
        entered.pass();
        cmwq.freeze();
        assertTrue(cmwq.isFreezing(), "an active item goes on to its end");
        Workqueue bornFrozen = cmwq.workqueue("new").percpu().freezable().create();
        for (int i = 0; i < 10; i++) {
            assertTrue(queue.queueOn(FIRST_CPU, sleeping(i)));
        }
        bornFrozen.queueOn(FIRST_CPU, sleeping(100));
        other.queueOn(FIRST_CPU, sleeping(-1));
        other.flush();
        leave.open();
        while (cmwq.isFreezing()) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(-1), order, "others are not affected");
        cmwq.thaw();
        queue.flush();
        bornFrozen.flush();
        assertEquals(12, order.size());
        assertEquals(IntStream.range(0, 10).boxed().toList(), order.stream().filter(n -> n >= 0 && n < 100).toList());
        assertFalse(cmwq.isFreezing());
    }

    @Test
    void theExecutorRunsEachTaskOnceAndRefusesWhenClosed(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        var executor = queue.asExecutor();
        for (int i = 0; i < 10; i++) {
            int number = i;
            executor.execute(() -> order.add(number));
        }
        queue.flush();
        assertEquals(10, order.size());
        queue.close();
        assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> { }));
    }

    @Test
    void theSystemWorkqueuesHaveTheirKernelNames(Cmwq cmwq) {
        assertEquals("events", cmwq.system("events").name());
        var refusal = assertThrows(IllegalArgumentException.class, () -> cmwq.system("event"));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("no system workqueue is called event; there are ["));
    }
}
