package io.kedge.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.inspect.WorkqueueTimes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Everything that must hold of an engine at rest. Run after every test that uses one. */
public final class AtRest {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private AtRest() { }

    /** Waits until nothing runs or waits, then checks the books. */
    public static void assertHolds(Cmwq cmwq) {
        long startNanos = System.nanoTime();
        while (!isQuiet(cmwq.snapshot()) && System.nanoTime() - startNanos < DEADLINE_NANOS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        EngineSnapshot now = cmwq.snapshot();
        assertBooks(now);
        if (!hasRescued(now)) {
            assertAccounts(now);
        }
    }

    /** Checks the books of an engine in which nothing runs or waits. */
    public static void assertBooks(EngineSnapshot now) {
        now.pools().forEach(AtRest::assertPool);
        now.workqueues().forEach(AtRest::assertWorkqueue);
    }

    /** Checks that all time is accounted for, of an engine as in {@link #assertBooks}. What rescuers run is not. */
    public static void assertAccounts(EngineSnapshot now) {
        now.workqueues().forEach(AtRest::assertAccount);
    }

    private static boolean isQuiet(EngineSnapshot now) {
        return now.pools().stream().allMatch(pool -> pool.idle() == pool.workers() && pool.waiting() == 0)
                && now.workqueues().stream().allMatch(queue -> queue.inFlight() == 0 && queue.waiting() == 0)
                && (hasRescued(now) || now.workqueues().stream().allMatch(AtRest::isAccounted));
    }

    private static boolean hasRescued(EngineSnapshot now) {
        return now.workqueues().stream().anyMatch(queue -> queue.rescued() > 0);
    }

    private static void assertPool(PoolStats pool) {
        assertEquals(0, pool.running(), () -> "nr_running is 0 when all workers are idle (R43): " + pool);
        assertEquals(0, pool.waiting(), () -> "no item waits: " + pool);
        assertEquals(pool.workers(), pool.idle(), () -> "every worker is idle: " + pool);
    }

    private static void assertWorkqueue(WorkqueueStats queue) {
        assertEquals(queue.started(), queue.completed(), () -> "every started item has ended: " + queue);
        assertEquals(queue.queued(), queue.started() + queue.cancelled(), () -> "every queued item has started or was taken back: " + queue);
        assertTrue(queue.failed() <= queue.completed(), () -> "an item that threw is a completed item: " + queue);
        WorkqueueTimes times = queue.times();
        assertEquals(queue.started(), times.queueing().count(), () -> "every start has a delay: " + queue);
        assertEquals(queue.completed(), times.running().count(), () -> "every end has a run time: " + queue);
    }

    private static void assertAccount(WorkqueueStats queue) {
        assertTrue(isAccounted(queue), () -> "time has no account: " + queue);
    }

    /** The last part of it comes when the carrier settles the mount in which the item ended. */
    private static boolean isAccounted(WorkqueueStats queue) {
        WorkqueueTimes times = queue.times();
        return times.runNanos() <= times.cpuNanos() + times.asleepNanos() + times.readyNanos();
    }
}
