package io.kedge.runtime.traps;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an item leaves behind is gone for the next item of the same worker; what it starts is none of the engine's. */
@ExtendWith(EngineExtension.class)
class NothingLeaksTest {
    private static final ThreadLocal<@Nullable String> LOCAL = new ThreadLocal<>();
    private static final InheritableThreadLocal<@Nullable String> INHERITABLE = new InheritableThreadLocal<>();

    /** What an item finds on its thread. */
    private record Finding(
            Thread worker,
            @Nullable String local,
            @Nullable String inheritable,
            @Nullable ClassLoader loader,
            boolean interrupted) {

        static Finding ofCaller() {
            Thread self = Thread.currentThread();
            return new Finding(self, LOCAL.get(), INHERITABLE.get(), self.getContextClassLoader(), self.isInterrupted());
        }
    }

    private static <T> T run(Cmwq cmwq, Workqueue queue, FutureTask<T> task) throws Exception {
        queue.queueOn(cmwq.cpus().nextSetBit(0), Cmwq.work(task));
        return task.get(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whatAnItemLeavesBehindIsGoneForTheNext(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Finding before = run(cmwq, queue, new FutureTask<>(Finding::ofCaller));
        try (var loader = new URLClassLoader(new URL[0])) {
            run(cmwq, queue, new FutureTask<>(() -> {
                LOCAL.set("left behind");
                INHERITABLE.set("left behind");
                Thread.currentThread().setContextClassLoader(loader);
                Thread.currentThread().interrupt();
                return true;
            }));
        }
        Finding after = run(cmwq, queue, new FutureTask<>(Finding::ofCaller));
        assertSame(before.worker(), after.worker(), "one worker ran all three");
        assertNull(after.local());
        assertNull(after.inheritable());
        assertSame(before.loader(), after.loader());
        assertFalse(after.interrupted());
    }

    @Test
    void aWorkerSleepsThoughTheItemBeforeLeftAnInterrupt(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        run(cmwq, queue, new FutureTask<>(() -> Thread.currentThread().interrupt(), true));
        assertTrue(run(cmwq, queue, new FutureTask<>(() -> {
            Thread.sleep(1);
            return true;
        })));
    }

    @Test
    void virtualThreadsThatAnItemStartsRunOnTheJdksScheduler(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        var child = new FutureTask<>(() -> {
            String before = Thread.currentThread().toString();
            LockSupport.parkNanos(1_000_000);
            assertNull(Cmwq.currentWork());
            return before + " " + Thread.currentThread();
        });
        FutureTask<Boolean> parent = new FutureTask<>(() -> {
            Thread.ofVirtual().start(child).join();
            return true;
        });
        run(cmwq, queue, parent);
        String carriers = child.get(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertFalse(carriers.contains("kcpu"), carriers);
        assertTrue(carriers.contains("ForkJoinPool"), carriers);
        assertWorkersAreOnlyTheirOwn(cmwq);
    }

    /** One worker ran the item, one waits behind it (R56). */
    private static void assertWorkersAreOnlyTheirOwn(Cmwq cmwq) {
        Await.until(
                () -> cmwq.snapshot().pools().stream().allMatch(pool -> pool.idle() == pool.workers()),
                cmwq::snapshot);
        int workers = cmwq.snapshot().pools().stream().mapToInt(PoolStats::workers).sum();
        assertEquals(2, workers, () -> "children are no workers: " + cmwq.snapshot().pools());
    }
}
