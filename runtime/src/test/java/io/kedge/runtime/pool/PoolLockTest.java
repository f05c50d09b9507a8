package io.kedge.runtime.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.Await;
import io.kedge.runtime.OsThreads;
import io.kedge.runtime.linux.CurrentThread;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The lock with threads that have to wait. */
class PoolLockTest {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final PoolLock lock = new PoolLock();
    private int counted;                  // under the lock
    private volatile int waiterTid;

    @Test
    void itsHolderIsKnown() {
        assertFalse(lock.isMine());
        lock.lock();
        assertTrue(lock.isMine());
        lock.unlock();
        assertFalse(lock.isMine());
    }

    @Test
    void whoWaitsSleepsUntilItIsReleased() throws InterruptedException {
        lock.lock();
        Thread waiter = Thread.ofPlatform().daemon().start(() -> {
            waiterTid = CurrentThread.tid();
            lock.lock();
            counted++;
            lock.unlock();
        });
        Await.until(() -> waiterTid != 0 && OsThreads.status(waiterTid, "State").startsWith("S"), waiter::getState);
        assertEquals(0, counted);
        lock.unlock();
        waiter.join(PATIENCE_MILLIS);
        assertFalse(waiter.isAlive());
        lock.lock();
        assertEquals(1, counted);
        lock.unlock();
    }

    @Test
    void ofManyWhoWantItEachGetsItAloneAndAllGetIt() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                for (int turn = 0; turn < 5_000; turn++) {
                    lock.lock();
                    counted++;
                    lock.unlock();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(PATIENCE_MILLIS);
            assertFalse(thread.isAlive());
        }
        lock.lock();
        assertEquals(20_000, counted);
        lock.unlock();
    }
}
