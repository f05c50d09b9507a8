package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import io.kedge.runtime.Blocking;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Queue, modify, cancel, disable and enable are for every caller and never wait (R9). In all tests the only slot of the
 * workqueue belongs to an item that ends last, so a call that waited for a worker would not return.
 */
@ExtendWith(EngineExtension.class)
class AnyCallerTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Gate plugged = new Gate();
    private final Gate unplug = new Gate();
    private final AtomicInteger runs = new AtomicInteger();

    private int cpu;
    private Workqueue queue;

    @BeforeEach
    void plugTheOnlySlot(Cmwq cmwq) {
        cpu = cmwq.cpus().nextSetBit(0);
        queue = cmwq.workqueue("plugged").percpu().maxActive(1).create();
        queue.queueOn(cpu, Cmwq.work(() -> {
            plugged.open();
            unplug.pass();
        }));
        plugged.pass();
    }

    /** Every call that never waits, each with its every answer, and one item left queued. */
    private boolean callsAll() {
        Work work = Cmwq.work(runs::incrementAndGet);
        DelayedWork delayed = Cmwq.delayedWork(runs::incrementAndGet);
        assertTrue(queue.queueOn(cpu, work));
        assertFalse(queue.queue(work));
        assertTrue(work.cancel());
        assertFalse(work.cancel());
        assertTrue(queue.queueOn(cpu, work));
        assertTrue(work.disable());
        assertFalse(work.disable());
        assertFalse(queue.queueOn(cpu, work));
        assertFalse(work.enable());
        assertTrue(work.enable());
        assertTrue(queue.queueDelayed(delayed, LONG));
        assertTrue(queue.modDelayed(delayed, LONG.plusHours(1)));
        assertTrue(delayed.cancel());
        assertFalse(queue.modDelayed(delayed, LONG));
        assertTrue(delayed.disable());
        assertTrue(delayed.enable());
        return queue.queueOn(cpu, work);
    }

    private static boolean result(FutureTask<Boolean> calls) throws Exception {
        return calls.get(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private void assertOneRunIsLeft() throws InterruptedException {
        assertEquals(0, runs.get());
        unplug.open();
        queue.flush();
        assertEquals(1, runs.get());
    }

    @Test
    @Conforms("R9")
    void aTimersThreadMayCall() throws Exception {
        FutureTask<Boolean> calls = new FutureTask<>(this::callsAll);
        Timer timer = new Timer("application", true);
        timer.schedule(new TimerTask() {
            @Override
            public void run() {
                calls.run();
            }
        }, 1);
        assertTrue(result(calls));
        timer.cancel();
        assertOneRunIsLeft();
    }

    @Test
    @Conforms("R9")
    void aFunctionMayCall(Cmwq cmwq) throws Exception {
        FutureTask<Boolean> calls = new FutureTask<>(this::callsAll);
        cmwq.workqueue("other").percpu().create().queueOn(cpu, Cmwq.work(calls));
        assertTrue(result(calls));
        assertOneRunIsLeft();
    }

    @Test
    @Conforms("R9")
    void aVirtualThreadMayCall() throws Exception {
        FutureTask<Boolean> calls = new FutureTask<>(this::callsAll);
        Thread.ofVirtual().start(calls);
        assertTrue(result(calls));
        assertOneRunIsLeft();
    }

    /** A function waits for the very locks under which the caller calls. */
    @Test
    @Conforms("R9")
    void aCallerMayHoldLocksThatAFunctionWaitsFor(Cmwq cmwq) throws Exception {
        Object monitor = new Object();
        ReentrantLock lock = new ReentrantLock();
        Workqueue other = cmwq.workqueue("other").percpu().create();
        Gate entered = new Gate();
        FutureTask<Boolean> calls = new FutureTask<>(() -> {
            lock.lock();
            try {
                synchronized (monitor) {
                    other.queueOn(cpu, Cmwq.work(() -> {
                        entered.open();
                        takeBoth(monitor, lock);
                    }));
                    entered.pass();
                    return callsAll();
                }
            } finally {
                lock.unlock();
            }
        });
        Thread.ofPlatform().daemon().start(calls);
        assertTrue(result(calls));
        other.flush();
        assertOneRunIsLeft();
    }

    private static void takeBoth(Object monitor, ReentrantLock lock) {
        synchronized (monitor) {
            lock.lock();
            try {
                assertTrue(lock.isHeldByCurrentThread());
            } finally {
                lock.unlock();
            }
        }
    }

    /** On each CPU an item sleeps and another one spins inside its native call: nobody is there to answer. */
    @Test
    @Conforms("R9")
    void aCallerNeedsNoWorkerThatIsFree(Cmwq cmwq) throws Exception {
        Workqueue other = cmwq.workqueue("other").percpu().maxActive(2).create();
        int cpus = cmwq.cpus().cardinality();
        Gate inside = new Gate(2 * cpus);
        for (int each : cmwq.cpus().stream().toArray()) {
            other.queueOn(each, Cmwq.work(() -> {
                inside.open();
                unplug.pass();
            }));
            other.queueOn(each, Cmwq.work(work -> Blocking.call(() -> {
                inside.open();
                while (!unplug.isOpen()) {
                    Thread.onSpinWait();
                }
                return work;
            })));
        }
        inside.pass();
        FutureTask<Boolean> calls = new FutureTask<>(this::callsAll);
        Thread.ofPlatform().daemon().start(calls);
        assertTrue(result(calls));
        assertOneRunIsLeft();
        other.flush();
    }
}
