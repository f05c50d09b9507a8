package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kedge.runtime.AtRest;
import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Gate;
import io.kedge.runtime.OsThreads;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.linux.CurrentThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.EngineExtension.FIRST_CPU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Items of high priority wait for normal ones, with real threads. The tick takes no item for a hog. */
class PriorityInheritanceEngineTest {
    private final Cmwq cmwq = Cmwq.builder().priorityInheritance(true).cpuIntensiveThreshold(Duration.ZERO).start();
    private final Workqueue high = cmwq.workqueue("high").percpu().highPriority().create();
    private final Workqueue normal = cmwq.workqueue("normal").percpu().create();
    private final Gate hogs = new Gate();
    private final AtomicBoolean stop = new AtomicBoolean();

    @AfterEach
    void close() {
        stop.set(true);
        try {
            AtRest.assertHolds(cmwq);
        } finally {
            cmwq.close();
        }
    }

    /** Keeps its pool's slot until it is told to stop. */
    private Work hog() {
        return Cmwq.work(() -> {
            hogs.open();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
    }

    private WorkqueueStats stats(String name) {
        return cmwq.snapshot().workqueues().stream().filter(queue -> queue.name().equals(name)).findFirst().orElseThrow();
    }

    /** What an item of high priority waits for to end. @return opens when it has */
    private Gate flushed(Work item) {
        Gate ended = new Gate();
        high.queueOn(FIRST_CPU, Cmwq.work(waiter -> {
            boolean ignored = item.flush();
            ended.open();
        }));
        return ended;
    }

    @Test
    void aFlushedItemEndsBehindOthersThatKeepThePoolBusyForEver() {
        AtomicBoolean otherBegan = new AtomicBoolean();
        AtomicBoolean stopped = new AtomicBoolean(true);
        normal.queueOn(FIRST_CPU, hog());
        hogs.pass();
        normal.queueOn(FIRST_CPU, Cmwq.work(() -> otherBegan.set(true)));
        Work item = Cmwq.work(() -> stopped.set(stop.get()));
        normal.queueOn(FIRST_CPU, item);
        flushed(item).pass();
        assertFalse(stopped.get(), "it ran before the one ahead of it was told to stop");
        assertFalse(otherBegan.get(), "and none of the others did");
        assertEquals(1, stats("normal").lent());
        assertEquals(1, cmwq.snapshot().pools().stream().mapToLong(PoolStats::handOffsLent).sum());
    }

    @Test
    void theThreadHasTheNiceValueOfTheClassDuringTheRunOnly() {
        boolean permitted = cmwq.snapshot().degraded().stream().noneMatch(what -> what.startsWith("no-priorities"));
        int[] nices = new int[2];
        int[] threads = new int[2];
        Gate asleep = new Gate();
        Gate slept = new Gate();
        normal.queueOn(FIRST_CPU, hog());
        hogs.pass();
        Work item = Cmwq.work(() -> {
            threads[0] = CurrentThread.tid();
            nices[0] = OsThreads.nice(threads[0]);
            stop.set(true);
            asleep.open();
            slept.pass();
            threads[1] = CurrentThread.tid();
            nices[1] = OsThreads.nice(threads[1]);
        });
        normal.queueOn(FIRST_CPU, item);
        Gate ended = flushed(item);
        Await.until(() -> asleep.isOpen() && OsThreads.nice(threads[0]) == 0, () -> "nice " + OsThreads.nice(threads[0]) + " while it sleeps");
        slept.open();
        ended.pass();
        permitted &= cmwq.snapshot().degraded().stream().noneMatch(what -> what.startsWith("no-priorities"));
        assertEquals(permitted ? List.of(-15, -15) : List.of(0, 0), List.of(nices[0], nices[1]));
        Await.until(() -> OsThreads.nice(threads[1]) == 0, () -> "nice " + OsThreads.nice(threads[1]) + " after the run");
    }

    @Test
    void aLoanOutlastsAFrost() {
        List<String> started = new CopyOnWriteArrayList<>();
        Workqueue freezable = cmwq.workqueue("freezable").percpu().freezable().maxActive(1).create();
        cmwq.freeze();
        for (String name : List.of("a", "b")) {
            freezable.queueOn(FIRST_CPU, Cmwq.work(() -> started.add(name)));
        }
        Work item = Cmwq.work(() -> started.add("flushed"));
        freezable.queueOn(FIRST_CPU, item);
        Gate ended = flushed(item);
        Await.until(() -> stats("freezable").lent() == 1, () -> stats("freezable"));
        assertEquals(List.of(), started);
        cmwq.thaw();
        ended.pass();
        Await.until(() -> started.size() == 3, () -> started);
        assertEquals(List.of("flushed", "a", "b"), started);
    }
}
