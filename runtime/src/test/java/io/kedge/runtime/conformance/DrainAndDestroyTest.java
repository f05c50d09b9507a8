package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Section I of the checklist, what goes beyond one drain without trouble. */
@ExtendWith(EngineExtension.class)
class DrainAndDestroyTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final int RUNS_AFTER_THE_LAST_COMPLAINT = 100_000;   // some hundred flushes

    private final AtomicInteger runs = new AtomicInteger();
    private final Gate entered = new Gate();
    private final Gate leave = new Gate();

    private DelayedWork counting() {
        return Cmwq.delayedWork(runs::incrementAndGet);
    }

    private static long dropped(Cmwq cmwq, Workqueue queue) {
        return cmwq.snapshot().workqueues().stream().filter(stats -> stats.name().equals(queue.name())).findFirst()
                .orElseThrow().dropped();
    }

    /** Queues the item again and again, until a drain that has begun drops it. @return how often it was taken before */
    private static int queueUntilDropped(Cmwq cmwq, Workqueue queue, Work work) {
        AtomicInteger accepted = new AtomicInteger();
        Await.until(() -> {
            accepted.addAndGet(queue.queue(work) ? 1 : 0);
            return dropped(cmwq, queue) > 0;
        }, () -> "no drain has begun");
        return accepted.get();
    }

    private static Thread drainer(Workqueue queue) {
        return Thread.ofPlatform().start(() -> {
            try {
                queue.drain();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
    }

    @Test
    @Conforms("R99")
    void aTimerThatExpiresInADrainIsDroppedThoughAnItemOfTheWorkqueueArmedIt(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork chained = counting();
        DelayedWork outside = counting();
        Gate draining = new Gate();
        Gate armed = new Gate();
        queue.queue(Cmwq.work(() -> {
            entered.open();
            draining.pass();
            queue.queueDelayed(chained, SHORT);
            armed.open();
            leave.pass();
        }));
        entered.pass();
        try (EngineLog log = new EngineLog()) {
            Thread drainer = drainer(queue);
            queueUntilDropped(cmwq, queue, Cmwq.work(() -> { }));   // the drain has begun
            long before = dropped(cmwq, queue);
            draining.open();
            queue.queueDelayed(outside, SHORT);
            armed.pass();
            Await.until(() -> !chained.pending() && !outside.pending(), () -> "the timers have not fired");
            leave.open();
            drainer.join();
            assertEquals(0, runs.get());
            assertEquals(before + 2, dropped(cmwq, queue));
            assertEquals(1, log.complaints("workqueue test is being drained and drops").size());
        }
        assertTrue(queue.queue(chained), "it is idle, and the workqueue takes it again");
        Workqueue other = cmwq.workqueue("other").percpu().create();
        assertTrue(other.queue(outside));
        queue.flush();
        other.flush();
        assertEquals(2, runs.get());
    }

    @Test
    @Conforms("R103")
    void anArmedItemIsNotWaitedForByCloseAndDroppedAfterwards(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork late = counting();
        DelayedWork never = counting();
        queue.queueDelayed(never, Duration.ofHours(1));
        try (EngineLog log = new EngineLog()) {
            queue.queueDelayed(late, Duration.ofMillis(20));
            queue.close();
            Await.until(() -> !log.complaints("workqueue test is being closed and drops").isEmpty(), log::complaints);
            assertFalse(late.pending(), "it was dropped before that was said");
            assertEquals(1, log.complaints("workqueue test is being closed and drops").size());
        }
        assertTrue(never.pending(), "close() has not waited for it");
        assertTrue(never.cancel());
        Workqueue other = cmwq.workqueue("other").percpu().create();
        assertTrue(other.queueDelayed(late, SHORT));
        late.flush();
        assertEquals(1, runs.get());
    }

    @Test
    @Conforms("R101")
    void aDrainComplainsAtTheTenthFlushThenAtEachHundredthToAThousandAndGoesOn(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate thousand = new Gate();
        AtomicInteger more = new AtomicInteger();
        Work forEver = Cmwq.work(self -> {
            if (!thousand.isOpen() || more.incrementAndGet() < RUNS_AFTER_THE_LAST_COMPLAINT) {
                queue.queue(self);
            }
        });
        queue.queue(forEver);
        List<String> expected = Stream.concat(Stream.of(10), IntStream.rangeClosed(1, 10).mapToObj(hundreds -> hundreds * 100))
                .map(tries -> "workqueue test is not empty after " + tries + " flushes: do its items queue each other, or"
                        + " themselves, for ever?")
                .toList();
        try (EngineLog log = new EngineLog(line -> {
            if (line.contains(" 1000 flushes")) {
                thousand.open();
            }
        })) {
            queue.drain();
            assertEquals(expected, log.complaints());
        }
        assertEquals(RUNS_AFTER_THE_LAST_COMPLAINT, more.get());
        assertFalse(forEver.pending());
    }

    @Test
    @Conforms("R100")
    void severalDrainersWaitTogetherAndTheWorkqueueTakesItemsAgainAfterTheLast(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").unbound().create();
        AtomicInteger left = new AtomicInteger(100);
        Work chain = Cmwq.work(self -> {
            entered.open();
            leave.pass();
            if (left.decrementAndGet() > 0) {
                queue.queue(self);
            }
        });
        queue.queue(chain);
        entered.pass();
        List<Thread> drainers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            drainers.add(drainer(queue));
        }
        Work outside = Cmwq.work(runs::incrementAndGet);
        int accepted = queueUntilDropped(cmwq, queue, outside);
        leave.open();
        for (Thread drainer : drainers) {
            drainer.join();
        }
        assertEquals(0, left.get(), "the chain went to its end");
        assertEquals(accepted, runs.get(), "nothing from outside was taken meanwhile");
        assertTrue(queue.queue(outside));
        queue.flush();
        assertEquals(accepted + 1, runs.get());
    }
}
