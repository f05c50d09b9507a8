package io.kedge.runtime.conformance;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Once its function has been entered an item is the function's own: to queue, to hand away, to forget (R10). */
@ExtendWith(EngineExtension.class)
class OwnItemTest {
    private final AtomicInteger runs = new AtomicInteger();

    /** The item's whole second life lies inside its first run: the end of the first must not touch it. */
    @Test
    @Conforms({"R10", "R21"})
    void aFunctionMayHandItsItemToAnotherWorkqueueThatRunsItMeanwhile(Cmwq cmwq) throws Exception {
        Workqueue first = cmwq.workqueue("first").percpu().create();
        Workqueue second = cmwq.workqueue("second").percpu().highPriority().create();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Work work = Cmwq.work(self -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            if (runs.incrementAndGet() == 1) {
                assertTrue(second.queue(self), "to another pool: it may overlap with itself");
                second.flush();
                assertFalse(self.pending());
            }
            inside.decrementAndGet();
        });
        first.queue(work);
        first.flush();
        assertEquals(2, runs.get());
        assertEquals(2, most.get());
        assertFalse(work.busy());
    }

    /** The engine has noted the item as queued, armed, disabled when its first run ends: all of that must stay. */
    @Test
    @Conforms("R10")
    void aFunctionMayLeaveItsItemInAnyState(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        DelayedWork work = Cmwq.delayedWork(self -> {
            DelayedWork own = (DelayedWork) self;
            switch (runs.incrementAndGet()) {
                case 1 -> assertTrue(queue.queue(own));
                case 2 -> assertTrue(queue.queueDelayed(own, Duration.ofHours(1)));
                default -> assertFalse(own.disable());
            }
        });
        queue.queue(work);
        queue.drain();
        assertEquals(2, runs.get());
        assertTrue(work.pending(), "its second run armed it");
        assertTrue(queue.modDelayed(work, Duration.ZERO));
        queue.flush();
        assertEquals(3, runs.get());
        assertFalse(queue.queue(work), "its third run disabled it");
        assertTrue(work.enable());
    }

    @Test
    @Conforms("R10")
    void theEngineForgetsAnItemThatHasRun(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        WeakReference<Work> ran = queueAndForget(queue, 1);
        WeakReference<Work> ranTwice = queueAndForget(queue, 2);
        List<WeakReference<Work>> fired = IntStream.range(0, 10).mapToObj(i -> armAndForget(queue, i)).toList();
        Await.until(() -> runs.get() == 13, runs::get);
        queue.drain();
        Await.until(() -> {
            System.gc();
            return ran.refersTo(null) && ranTwice.refersTo(null) && fired.stream().allMatch(item -> item.refersTo(null));
        }, () -> "an item is kept: " + ran.get() + ", " + ranTwice.get() + ", " + fired);
    }

    private WeakReference<Work> queueAndForget(Workqueue queue, int times) {
        AtomicInteger left = new AtomicInteger(times);
        Work work = Cmwq.work(self -> {
            runs.incrementAndGet();
            if (left.decrementAndGet() > 0) {
                queue.queue(self);
            }
        });
        queue.queue(work);
        return new WeakReference<>(work);
    }

    private WeakReference<Work> armAndForget(Workqueue queue, int millis) {
        DelayedWork work = Cmwq.delayedWork(runs::incrementAndGet);
        queue.queueDelayed(work, Duration.ofMillis(millis));
        return new WeakReference<>(work);
    }

    /** An item that another thread flushes is forgotten as well, and so is one that failed. */
    @Test
    @Conforms("R10")
    void theEngineForgetsAnItemThatWasWaitedForOrThrew(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate entered = new Gate();
        Gate leave = new Gate();
        WeakReference<Work> threw = throwAndForget(queue, entered, leave);
        entered.pass();
        flushFromAnotherThread(threw, leave);
        Await.until(() -> {
            System.gc();
            return threw.refersTo(null);
        }, () -> "an item is kept: " + threw.get());
    }

    private static WeakReference<Work> throwAndForget(Workqueue queue, Gate entered, Gate leave) {
        Work work = Cmwq.work(self -> {
            entered.open();
            leave.pass();
            throw new IllegalStateException("thrown on purpose, by an item that is then forgotten");
        });
        queue.queue(work);
        return new WeakReference<>(work);
    }

    private static void flushFromAnotherThread(WeakReference<Work> item, Gate leave) throws InterruptedException {
        Thread flusher = Thread.ofPlatform().daemon().start(() -> {
            try {
                Work work = item.get();
                assertTrue(work != null && work.flush());
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        Await.until(() -> flusher.getState() == Thread.State.WAITING, flusher::getState);
        leave.open();
        flusher.join();
    }
}
