package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The workqueues that are there from the start, and the shapes of old code. */
@ExtendWith(EngineExtension.class)
class SystemWorkqueuesTest {

    private static List<String> table(Cmwq cmwq) {
        List<String> rows = new ArrayList<>();
        for (WorkqueueStats queue : cmwq.snapshot().workqueues()) {
            rows.add(queue.name() + " " + new TreeSet<>(queue.flags()) + " " + queue.maxActive());
        }
        return rows;
    }

    private static Set<String> flags(Cmwq cmwq, Workqueue made) {
        return cmwq.snapshot().workqueues().stream().filter(queue -> queue.name().equals(made.name())).findFirst().orElseThrow().flags();
    }

    /** Spec section 10, in its order. */
    @Test
    @Conforms("R150")
    void theSystemWorkqueuesHaveTheKernelsNamesFlagsAndLimits(Cmwq cmwq) {
        assertEquals(List.of(
                "events [WQ_PERCPU] 1024",
                "events [WQ_PERCPU, __WQ_DEPRECATED] 1024",
                "events_highpri [WQ_HIGHPRI, WQ_PERCPU] 1024",
                "events_long [WQ_PERCPU] 1024",
                "events_unbound [WQ_UNBOUND] 2048",
                "events_unbound [WQ_UNBOUND, __WQ_DEPRECATED] 2048",
                "events_dfl_long [WQ_UNBOUND] 2048",
                "events_freezable [WQ_FREEZABLE, WQ_PERCPU] 1024",
                "events_power_efficient [WQ_PERCPU, WQ_POWER_EFFICIENT] 1024",
                "events_freezable_pwr_efficient [WQ_FREEZABLE, WQ_PERCPU, WQ_POWER_EFFICIENT] 1024",
                "events_bh [WQ_BH, WQ_PERCPU] 2147483647",
                "events_bh_highpri [WQ_BH, WQ_HIGHPRI, WQ_PERCPU] 2147483647"), table(cmwq));
    }

    @Test
    @Conforms("R150")
    void powerEfficientOnesAreUnboundInAnEngineThatSavesPower() {
        try (Cmwq cmwq = Cmwq.builder().powerEfficient(true).start()) {
            assertEquals(Set.of("WQ_POWER_EFFICIENT", "WQ_UNBOUND"), flags(cmwq, cmwq.system("events_power_efficient")));
            Workqueue own = cmwq.workqueue("own").percpu().powerEfficient().create();
            assertEquals(Set.of("WQ_POWER_EFFICIENT", "WQ_UNBOUND"), flags(cmwq, own));
        }
    }

    @Test
    @Conforms("R150")
    void theDeprecatedOnesAreSeparateAndWarnOnce(Cmwq cmwq) throws Exception {
        Workqueue deprecated = cmwq.system("system_wq");
        assertSame(cmwq.system("events"), cmwq.system("system_percpu_wq"));
        assertNotSame(cmwq.system("events"), deprecated);
        assertNotSame(cmwq.system("events_unbound"), cmwq.system("system_unbound_wq"));
        try (EngineLog log = new EngineLog()) {
            for (int i = 0; i < 3; i++) {
                assertTrue(deprecated.queue(Cmwq.work(() -> { })));
            }
            deprecated.flush();
            assertEquals(List.of("workqueue events is there for old code only: use system_percpu_wq"), log.complaints());
        }
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThereAre(Cmwq cmwq) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> cmwq.system("event"));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("no system workqueue is called event; there are [events, "),
                refusal::getMessage);
    }

    @Test
    @Conforms("R93")
    void flushingASystemWorkqueueWarnsAndWorks(Cmwq cmwq) throws Exception {
        for (String name : List.of("events", "events_highpri", "events_long", "events_dfl_long", "events_unbound",
                "events_freezable", "events_power_efficient", "events_freezable_pwr_efficient")) {
            int[] runs = new int[1];
            try (EngineLog log = new EngineLog()) {
                cmwq.system(name).queue(Cmwq.work(() -> runs[0]++));
                cmwq.system(name).flush();
                assertEquals(1, runs[0]);
                assertTrue(log.complaints().getFirst().startsWith("flush() of the system workqueue " + name + " waits for items"));
            }
        }
    }

    @Test
    void theShapesOfOldCodeHaveTheirFlagsAndOneItemAtATime(Cmwq cmwq) {
        assertEquals(Set.of("WQ_PERCPU", "WQ_MEM_RECLAIM", "__WQ_LEGACY"), flags(cmwq, cmwq.createWorkqueue("a")));
        assertEquals(Set.of("WQ_UNBOUND", "WQ_FREEZABLE", "WQ_MEM_RECLAIM", "__WQ_LEGACY"),
                flags(cmwq, cmwq.createFreezableWorkqueue("b")));
        assertEquals(Set.of("WQ_UNBOUND", "WQ_MEM_RECLAIM", "__WQ_ORDERED", "__WQ_LEGACY"),
                flags(cmwq, cmwq.createSinglethreadWorkqueue("c")));
        List<String> rows = table(cmwq);
        assertTrue(rows.subList(rows.size() - 3, rows.size()).stream().allMatch(row -> row.endsWith(" 1")), rows::toString);
    }
}
