package io.kedge.runtime.traps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

/** An item that throws, whatever it throws, is a completed item. */
@ExtendWith(EngineExtension.class)
class ItemThatThrowsTest {
    private final Logger logger = Logger.getLogger("io.kedge.runtime");
    private final List<LogRecord> reports = Collections.synchronizedList(new ArrayList<>());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord report) {
            reports.add(report);
        }

        @Override
        public void flush() { }

        @Override
        public void close() { }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(listener);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(listener);
        logger.setUseParentHandlers(true);
    }

    private void assertIsCompleted(Cmwq cmwq, Class<? extends Throwable> thrown, WorkFunction throwing) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().maxActive(1).create();
        int cpu = cmwq.cpus().nextSetBit(0);
        Gate mayThrow = new Gate();
        List<Thread> workers = Collections.synchronizedList(new ArrayList<>());
        Work work = Cmwq.work(item -> {
            workers.add(Thread.currentThread());
            mayThrow.pass();
            throwing.run(item);
        });
        Work behind = Cmwq.work(() -> {
            workers.add(Thread.currentThread());
        });
        queue.queueOn(cpu, work);
        queue.queueOn(cpu, behind);   // waits for the one slot of max_active
        Gate flushed = new Gate(2);
        Thread itemFlusher = flushing(work::flush, flushed);
        Thread queueFlusher = flushing(queue::flush, flushed);
        mayThrow.open();
        flushed.pass();
        itemFlusher.join();
        queueFlusher.join();
        assertBooked(cmwq, thrown);
        assertSame(workers.getFirst(), workers.get(1), "the worker lives on, and takes the next item");
    }

    private void assertBooked(Cmwq cmwq, Class<? extends Throwable> thrown) {
        WorkqueueStats stats = cmwq.snapshot().workqueues().getLast();
        assertEquals(2, stats.completed(), stats::toString);
        assertEquals(1, stats.failed(), stats::toString);
        assertEquals(1, reports.size(), "reported once");
        Throwable reported = reports.getFirst().getThrown();
        assertNotNull(reported);
        assertEquals(thrown, reported.getClass());
    }

    private static Thread flushing(InterruptibleRun flush, Gate flushed) {
        return Thread.ofPlatform().start(() -> {
            try {
                flush.run();
                flushed.open();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
    }

    private interface InterruptibleRun {
        void run() throws InterruptedException;
    }

    @Test
    void aRuntimeException(Cmwq cmwq) throws Exception {
        assertIsCompleted(cmwq, IllegalStateException.class, item -> {
            throw new IllegalStateException("thrown by the test");
        });
    }

    @Test
    void aCheckedException(Cmwq cmwq) throws Exception {
        assertIsCompleted(cmwq, java.io.IOException.class, item -> {
            throw new java.io.IOException("thrown by the test");
        });
    }

    @Test
    void anError(Cmwq cmwq) throws Exception {
        assertIsCompleted(cmwq, AssertionError.class, item -> {
            throw new AssertionError("thrown by the test");
        });
    }

    @Test
    void aStackOverflow(Cmwq cmwq) throws Exception {
        assertIsCompleted(cmwq, StackOverflowError.class, item -> descend(0));
    }

    @SuppressWarnings("InfiniteRecursion")   // the overflow is the point
    private static int descend(int depth) {
        return descend(depth + 1) + 1;
    }

    @Test
    void anOutOfMemoryError(Cmwq cmwq) throws Exception {
        assertIsCompleted(cmwq, OutOfMemoryError.class, item -> {
            throw new OutOfMemoryError("thrown by the test");
        });
    }

    /** The engine is entered from ever deeper stacks: an overflow there must not leave a lock held or an item lost. */
    @Test
    void aStackOverflowWhileItQueuesAnother(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Workqueue other = cmwq.workqueue("other").percpu().create();
        int cpu = cmwq.cpus().nextSetBit(0);
        Work woken = Cmwq.work(() -> { });
        for (int times = 0; times < 20; times++) {
            Work deep = Cmwq.work(() -> {
                descendQueueing(other, cpu, woken);
            });
            queue.queueOn(cpu, deep);
            deep.flush();
            woken.flush();
        }
        queue.flush();
        other.flush();
    }

    @SuppressWarnings("InfiniteRecursion")   // the overflow is the point
    private static int descendQueueing(Workqueue queue, int cpu, Work work) {
        queue.queueOn(cpu, work);
        work.cancel();
        return descendQueueing(queue, cpu, work) + 1;
    }
}
