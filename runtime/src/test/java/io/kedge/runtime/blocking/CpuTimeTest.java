package io.kedge.runtime.blocking;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.inspect.WorkqueueTimes;
import io.kedge.runtime.linux.CpuClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The machine's own clocks agree with what the engine says of an item. */
@ExtendWith(EngineExtension.class)
class CpuTimeTest {
    private static final long CPU_NANOS = 60_000_000;

    private static WorkqueueTimes timesOf(Cmwq cmwq, Workqueue queue) {
        return cmwq.snapshot().workqueues().stream().filter(some -> some.name().equals(queue.name())).findFirst()
                .map(WorkqueueStats::times).orElseThrow();
    }

    @Test
    void whatAnItemComputesIsChargedWithinFivePerCent(Cmwq cmwq) throws InterruptedException {
        Workqueue queue = cmwq.workqueue("computes").percpu().create();
        CpuClock clock = new CpuClock();
        Work item = Cmwq.work(() -> {
            long startNanos = clock.nowNanos();
            while (clock.nowNanos() - startNanos < CPU_NANOS) {
                Thread.onSpinWait();
            }
        });
        queue.queue(item);
        item.flush();
        long said = timesOf(cmwq, queue).cpuNanos();
        assertTrue(Math.abs(said - CPU_NANOS) <= CPU_NANOS / 20, "computed 60 ms, charged " + said + " ns");
    }

    @Test
    void aSleepInNativeCodeIsNoComputation(Cmwq cmwq) throws InterruptedException {
        Workqueue queue = cmwq.workqueue("sleeps").percpu().create();
        try (Native.Pipe pipe = new Native.Pipe()) {
            Gate entered = new Gate();
            Work item = Cmwq.work(() -> {
                entered.open();
                pipe.awaitData();
            });
            queue.queueOn(EngineExtension.FIRST_CPU, item);
            entered.pass();
            Work later = Cmwq.work(() -> { });
            queue.queueOn(EngineExtension.FIRST_CPU, later);   // behind it: runs when the sleeper was found asleep, some milliseconds later
            later.flush();
            pipe.write();
            item.flush();
        }
        WorkqueueTimes times = timesOf(cmwq, queue);
        assertTrue(times.asleepNanos() > times.cpuNanos(), times.toString());
    }
}
