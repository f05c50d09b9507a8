package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.kedge.runtime.EngineExtension.FIRST_CPU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Section K of the checklist, on the machine's clock: earliest times and counts are asserted, never latest times. */
@ExtendWith(EngineExtension.class)
class DelayedTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private final AtomicInteger runs = new AtomicInteger();
    private final Gate ran = new Gate();

    private DelayedWork counting() {
        return Cmwq.delayedWork(() -> {
            runs.incrementAndGet();
            ran.open();
        });
    }

    @Test
    @Conforms("R119")
    void aDelayOfZeroQueuesAtOnce(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        assertTrue(queue.queueDelayed(counting(), Duration.ZERO));
        assertFalse(queue.modDelayed(counting(), Duration.ofMillis(-5)));
        queue.flush();
        assertEquals(2, runs.get());
        assertEquals(0, cmwq.snapshot().delayedItems());
    }

    @Test
    @Conforms("R120")
    void theFunctionStartsNotBeforeTheDelayAndTheItemIsPendingUntilThen(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        AtomicLong startedNanos = new AtomicLong();
        DelayedWork work = Cmwq.delayedWork(() -> {
            startedNanos.set(System.nanoTime());
            ran.open();
        });
        long armedNanos = System.nanoTime();
        assertTrue(queue.queueDelayed(work, SHORT));
        assertTrue(work.pending());
        ran.pass();
        assertTrue(startedNanos.get() - armedNanos >= SHORT.toNanos());
    }

    @Test
    @Conforms({"R121", "R124"})
    void queueingAnArmedItemAgainChangesNothingAndFlushRunsItAtOnce(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork work = counting();
        assertTrue(queue.queueDelayed(work, LONG));
        assertFalse(queue.queueDelayed(work, Duration.ofMillis(1)));
        assertFalse(queue.queue(work));
        assertTrue(work.flush());
        assertEquals(1, runs.get());
        assertFalse(work.pending());
    }

    @Test
    @Conforms("R122")
    void modifyingRearmsInEitherDirection(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork work = counting();
        assertFalse(queue.modDelayed(work, LONG), "it was idle");
        assertTrue(queue.modDelayed(work, LONG.plusHours(1)), "it was armed");
        assertTrue(queue.modDelayed(work, SHORT), "earlier wakes the timer");
        ran.pass();
        assertEquals(1, runs.get());
        queue.modDelayed(work, LONG);
        assertTrue(queue.modDelayed(work, Duration.ZERO), "at once");
        queue.flush();
        assertEquals(2, runs.get());
        work.disable();
        assertFalse(queue.modDelayed(work, SHORT), "disabled: nothing happens");
        assertFalse(work.pending());
        work.enable();
    }

    @Test
    @Conforms("R122")
    void modifyingAQueuedItemTakesItOffAndArmsIt(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().maxActive(1).create();
        Gate entered = new Gate();
        Gate leave = new Gate();
        queue.queueOn(FIRST_CPU, Cmwq.work(() -> {
            entered.open();
            leave.pass();
        }));
        entered.pass();
        DelayedWork work = counting();
        queue.queueOn(FIRST_CPU, work);
        assertTrue(queue.modDelayed(work, LONG));
        leave.open();
        queue.flush();
        assertEquals(0, runs.get());
        assertTrue(work.cancel());
    }

    @Test
    void pushingAnItemBackRunsItOnceAfterTheLastPush(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        long lastPushNanos = 0;
        AtomicLong startedNanos = new AtomicLong();
        DelayedWork settle = Cmwq.delayedWork(() -> {
            runs.incrementAndGet();
            startedNanos.set(System.nanoTime());
            ran.open();
        });
        for (int edge = 0; edge < 1000; edge++) {
            lastPushNanos = System.nanoTime();
            queue.modDelayed(settle, Duration.ofMillis(200));
        }
        assertTrue(cmwq.snapshot().delayedItems() <= 1, "the heap holds one entry per item");
        ran.pass();
        assertEquals(1, runs.get());
        assertTrue(startedNanos.get() - lastPushNanos >= 200_000_000L);
    }

    @Test
    @Conforms({"R123", "R125"})
    void racesOfModifyCancelAndExpiryLoseAndDoubleNothing(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork work = Cmwq.delayedWork(runs::incrementAndGet);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger armed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (random.nextInt(4) == 0) {
                        taken.addAndGet(work.cancel() ? 1 : 0);
                    } else {
                        armed.addAndGet(queue.modDelayed(work, Duration.ofNanos(random.nextInt(40_000))) ? 0 : 1);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        work.flush();
        queue.flush();
        assertFalse(work.pending());
        assertEquals(armed.get(), runs.get() + taken.get(), "each arming of an idle item ends in one run or one cancel");
    }

    @Test
    void aTimerOfAClosedWorkqueueIsDroppedAndTheItemIdle(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork work = counting();
        queue.queueDelayed(work, SHORT);
        queue.close();
        Workqueue other = cmwq.workqueue("other").percpu().create();
        while (work.pending()) {
            Thread.onSpinWait();
        }
        assertEquals(0, runs.get());
        assertTrue(other.queue(work));
        other.flush();
        assertEquals(1, runs.get());
    }

    @Test
    void anItemBelongsToTheEngineThatArmedItFirst(Cmwq cmwq) {
        DelayedWork work = counting();
        cmwq.workqueue("test").percpu().create().queueDelayed(work, LONG);
        work.cancel();
        try (Cmwq second = Cmwq.start()) {
            Workqueue elsewhere = second.workqueue("elsewhere").percpu().create();
            var refusal = assertThrows(IllegalArgumentException.class, () -> elsewhere.queueDelayed(work, LONG));
            assertTrue(String.valueOf(refusal.getMessage()).contains("make one per engine"));
        }
        assertFalse(work.pending());
    }
}
