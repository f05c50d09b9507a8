package io.kedge.runtime.timer;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.Await;
import io.kedge.runtime.OsThreads;
import io.kedge.runtime.work.Transit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The thread work-timer with a timer of its own and a chore that is counted. */
class TimerThreadTest {
    private static final long PATIENCE_SECONDS = 30;

    private final Semaphore chores = new Semaphore(0);
    private final Semaphore fired = new Semaphore(0);
    private final AtomicLong choreAgainNanos = new AtomicLong(Long.MAX_VALUE);
    private final AtomicBoolean failsOnce = new AtomicBoolean();
    private final TimerThread thread = new TimerThread(System::nanoTime, this::chore, refused -> { });

    private long chore() {
        chores.release();
        if (failsOnce.getAndSet(false)) {
            throw new OutOfMemoryError("simulated");
        }
        return choreAgainNanos.getAndSet(Long.MAX_VALUE);
    }

    private DelayedItem armed(long delayNanos) {
        DelayedItem item = new DelayedItem(work -> { });
        Transit.own(item);
        item.armOwned(thread.timer(), (queued, cpu) -> {
            queued.letGo();
            fired.release();
        }, -1, System.nanoTime() + delayNanos);
        return item;
    }

    private static void take(Semaphore from) throws InterruptedException {
        assertTrue(from.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @AfterEach
    void end() throws InterruptedException {
        thread.end();
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertFalse(thread.isAlive());
    }

    @Test
    void itFiresWhatIsArmedBeforeItStartsAndWhileItSleeps() throws InterruptedException {
        armed(1_000);
        thread.start();
        take(fired);
        armed(20_000_000);
        take(fired);
        assertEquals(0, fired.availablePermits());
    }

    @Test
    void whatIsArmedForLaterDoesNotFireWhenItIsRung() throws InterruptedException {
        DelayedItem item = armed(TimeUnit.DAYS.toNanos(1));
        thread.start();
        take(chores);
        thread.ring();
        take(chores);
        assertTrue(item.pending());
        assertEquals(0, fired.availablePermits());
    }

    @Test
    void itDoesItsChoreWheneverItIsRungAndWhenTheChoreAsksForIt() throws InterruptedException {
        choreAgainNanos.set(1_000_000);
        thread.start();
        take(chores);
        take(chores);
        thread.ring();
        take(chores);
    }

    @Test
    void aChoreForWhichThereIsNoMemoryIsDoneAgainAndItemsFire() throws InterruptedException {
        failsOnce.set(true);
        thread.start();
        take(chores);
        take(chores);
        armed(1_000);
        take(fired);
    }

    @Test
    void anInterruptDoesNotKeepItFromSleeping() throws InterruptedException {
        thread.start();
        take(chores);
        thread.interrupt();
        take(chores);
        Await.until(() -> thread.getState() == Thread.State.WAITING, thread::getState);
        assertFalse(thread.isInterrupted());
    }

    @Test
    void itIsADaemonAndCalledWorkTimer() throws InterruptedException {
        assertTrue(thread.isDaemon());
        thread.start();
        take(chores);
        assertFalse(OsThreads.named("work-timer").isEmpty());
    }
}
