package io.kedge.runtime.traps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A thread that waits for work can be interrupted; that harms neither the work nor those who wait behind it. */
@ExtendWith(EngineExtension.class)
class FlushInterruptTest {
    private static final int MORE_THAN_COLOURS = 40;

    /** A call that waits. */
    private interface Waiting {
        void call() throws InterruptedException;
    }

    /** One who waits. Its result is whether it was interrupted. */
    private record Waiter(Thread thread, FutureTask<Boolean> task) {
        static Waiter start(Waiting waiting) {
            var task = new FutureTask<>(() -> {
                try {
                    waiting.call();
                    return false;
                } catch (InterruptedException interrupted) {
                    return true;
                }
            });
            return new Waiter(Thread.ofPlatform().start(task), task);
        }

        Waiter awaitWaiting() {
            Await.until(() -> thread.getState() == Thread.State.WAITING, thread::getState);
            return this;
        }

        boolean wasInterrupted() throws Exception {
            return task.get(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Gate startItem(Workqueue queue) {
        Gate release = new Gate();
        Gate started = new Gate();
        queue.queue(Cmwq.work(() -> {
            started.open();
            release.pass();
        }));
        started.pass();
        return release;
    }

    @Test
    void flushesOfAWorkqueueGoOnAfterOneWasInterrupted(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        for (int round = 0; round < MORE_THAN_COLOURS; round++) {
            Gate release = startItem(queue);
            Waiter interrupted = Waiter.start(queue::flush).awaitWaiting();
            Waiter patient = Waiter.start(queue::flush).awaitWaiting();
            interrupted.thread().interrupt();
            assertTrue(interrupted.wasInterrupted());
            release.open();
            assertEquals(false, patient.wasInterrupted());
            queue.flush();
        }
    }

    /** So many that some get no colour of their own; every second one gives up. */
    @Test
    void moreFlushersThanColoursMayGiveUp(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate release = startItem(queue);
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_COLOURS; i++) {
            queue.queue(Cmwq.work(() -> { }));
            waiters.add(Waiter.start(queue::flush).awaitWaiting());
        }
        for (int i = 0; i < MORE_THAN_COLOURS; i += 2) {
            waiters.get(i).thread().interrupt();
            assertTrue(waiters.get(i).wasInterrupted());
        }
        release.open();
        for (int i = 1; i < MORE_THAN_COLOURS; i += 2) {
            assertEquals(false, waiters.get(i).wasInterrupted());
        }
        queue.flush();
    }

    @Test
    void theFlushOfAnItemCanBeInterrupted(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate release = new Gate();
        Work work = Cmwq.work(release::pass);
        queue.queue(work);
        Waiter interrupted = Waiter.start(work::flush).awaitWaiting();
        Waiter patient = Waiter.start(work::flush).awaitWaiting();
        interrupted.thread().interrupt();
        assertTrue(interrupted.wasInterrupted());
        release.open();
        assertEquals(false, patient.wasInterrupted());
    }

    @Test
    void anInterruptedCancelSyncLeavesTheItemEnabled(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate release = new Gate();
        Work work = Cmwq.work(release::pass);
        queue.queue(work);
        Await.until(() -> !work.pending(), work::toString);
        Waiter canceller = Waiter.start(work::cancelSync).awaitWaiting();
        canceller.thread().interrupt();
        assertTrue(canceller.wasInterrupted());
        release.open();
        work.flush();
        assertTrue(queue.queue(work));
    }

    @Test
    void anInterruptedDrainLetsOthersQueueAgain(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate release = startItem(queue);
        Waiter drainer = Waiter.start(queue::drain).awaitWaiting();
        drainer.thread().interrupt();
        assertTrue(drainer.wasInterrupted());
        assertTrue(queue.queue(Cmwq.work(() -> { })));
        release.open();
        queue.flush();
    }
}
