package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The calls that use the shared workqueue {@code events} (spec section 3.3 and 3.4). */
@ExtendWith(EngineExtension.class)
class ShortCallsTest {

    /** {@return the CPU of the worker that calls, from its name} */
    private static int workersCpu() {
        return Integer.parseInt(Thread.currentThread().getName().replaceAll("kworker/(\\d+):.*", "$1"));
    }

    private static long startedOnEvents(Cmwq cmwq) {
        return cmwq.snapshot().workqueues().stream().filter(queue -> queue.name().equals("events"))
                .mapToLong(WorkqueueStats::started).sum();
    }

    @Test
    void scheduledItemsRunOnEvents(Cmwq cmwq) throws Exception {
        Gate leave = new Gate();
        Work work = Cmwq.work(leave::pass);
        DelayedWork delayed = Cmwq.delayedWork(() -> { });
        assertTrue(cmwq.schedule(work));
        assertTrue(cmwq.scheduleDelayed(delayed, Duration.ofDays(1)));
        assertFalse(cmwq.scheduleDelayed(delayed, Duration.ZERO), "it is armed");
        assertTrue(delayed.flush());
        leave.open();
        cmwq.flushScheduled();
        assertFalse(work.busy());
        assertEquals(2, startedOnEvents(cmwq));
    }

    @Test
    void anItemScheduledOnACpuRunsThere(Cmwq cmwq) throws Exception {
        for (int cpu : cmwq.cpus().stream().toArray()) {
            Gate ran = new Gate();
            int[] seen = new int[1];
            assertTrue(cmwq.scheduleOn(cpu, Cmwq.work(() -> {
                seen[0] = workersCpu();
                ran.open();
            })));
            ran.pass();
            assertEquals(cpu, seen[0]);
        }
    }

    @Test
    void aTaskForEachCpuHasRunOnceOnEachWhenTheCallReturns(Cmwq cmwq) throws Exception {
        Set<Integer> seen = Collections.synchronizedSet(new TreeSet<>());
        cmwq.scheduleOnEachCpu(() -> assertTrue(seen.add(workersCpu())));
        assertEquals(cmwq.cpus().stream().boxed().collect(Collectors.toCollection(TreeSet::new)), seen);
    }

    @Test
    void aCallOnACpuReturnsWhatItsTaskReturnsOrThrows(Cmwq cmwq) throws Exception {
        int cpu = cmwq.cpus().length() - 1;
        assertEquals(cpu, cmwq.workOnCpu(cpu, ShortCallsTest::workersCpu));
        var failure = assertThrows(ExecutionException.class, () -> cmwq.workOnCpu(cpu, () -> {
            throw new IllegalStateException("valve stuck");
        }));
        assertEquals("java.lang.IllegalStateException: valve stuck", failure.getMessage());
        assertThrows(IllegalArgumentException.class, () -> cmwq.workOnCpu(4_096, () -> 1));
    }

    @Test
    void anItemOfEventsMayWaitForACallOnItsOwnCpu(Cmwq cmwq) throws Exception {
        int cpu = cmwq.cpus().nextSetBit(0);
        assertEquals("inner", cmwq.workOnCpu(cpu, () -> cmwq.workOnCpu(cpu, () -> "inner")));
    }
}
