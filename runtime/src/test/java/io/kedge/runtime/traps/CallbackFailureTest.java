package io.kedge.runtime.traps;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Gate;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The JDK tells the engine on threads of its own that a worker can run. A failure there must reach nobody: the worker goes
 * on, the thread lives, the failure is counted.
 */
class CallbackFailureTest {
    private static final long SHORT_NANOS = 1_000_000;

    private final FailingCallbacks callbacks = new FailingCallbacks();
    private final Gate entered = new Gate();
    private final Gate ended = new Gate();

    /** Runs an item that blocks, then checks that it ended although the call-back on that thread failed. */
    private void assertMadeGood(Predicate<Thread> where, Error what, Scenario scenario) throws Exception {
        try (var engine = TunedEngine.withStrands(callbacks)) {
            Workqueue queue = engine.cmwq().workqueue("test").percpu().create();
            callbacks.failOnce(where, () -> what);
            scenario.run(queue, engine.cmwq().cpus().nextSetBit(0));
            ended.pass();
            assertEquals(1, callbacks.failedOn().size());
            assertEquals(1, engine.callbackFailures());
            assertTheJdkStillUnblocks(queue);
        }
    }

    /** What blocks, and who wakes it. */
    private interface Scenario {
        void run(Workqueue queue, int cpu) throws Exception;
    }

    private static Predicate<Thread> named(String prefix) {
        return thread -> thread.getName().startsWith(prefix);
    }

    private static boolean isBlocked(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED;
    }

    /** A monitor that is contended by an item and by a virtual thread of the JDK's own, and timed parks of both. */
    private static void assertTheJdkStillUnblocks(Workqueue queue) throws InterruptedException {
        var monitor = new Object();
        Gate both = new Gate(2);
        Runnable contend = () -> {
            synchronized (monitor) {
                both.open();
            }
            LockSupport.parkNanos(SHORT_NANOS);
        };
        Work item = Cmwq.work(contend);
        Thread plain;
        synchronized (monitor) {
            queue.queue(item);
            plain = Thread.ofVirtual().start(contend);
            Await.until(() -> isBlocked(plain), plain::getState);
        }
        both.pass();
        item.flush();
        plain.join();
    }

    @Test
    void onTheUnblockerOfContendedMonitors() throws Exception {
        assertMadeGood(named("VirtualThread-unblocker"), new InternalError("injected"), (queue, cpu) -> {
            var monitor = new Object();
            var worker = new AtomicReference<Thread>();
            queue.queueOn(cpu, Cmwq.work(() -> {
                worker.set(Thread.currentThread());
                entered.open();
                while (callbacks.failedOn().isEmpty()) {
                    synchronized (monitor) {
                        Thread.onSpinWait();
                    }
                }
                ended.open();
            }));
            entered.pass();
            while (callbacks.failedOn().isEmpty()) {   // an unblocking that comes early is noticed by the carrier
                synchronized (monitor) {
                    Await.until(() -> isBlocked(worker.get()) || !callbacks.failedOn().isEmpty(), worker::get);
                }
            }
        });
    }

    @Test
    void onTheUnparkerOfTimedParks() throws Exception {
        assertMadeGood(named("VirtualThread-unparker"), new OutOfMemoryError("injected"), (queue, cpu) ->
                queue.queueOn(cpu, Cmwq.work(() -> {
                    while (callbacks.failedOn().isEmpty()) {   // a time-out that comes early is noticed by the carrier
                        LockSupport.parkNanos(SHORT_NANOS);
                    }
                    ended.open();
                })));
    }

    @Test
    void insideAnotherItem() throws Exception {
        assertMadeGood(Thread::isVirtual, new StackOverflowError("injected"), (queue, cpu) -> {
            var worker = new AtomicReference<Thread>();
            var woken = new Gate();
            queue.queueOn(cpu, Cmwq.work(() -> {
                worker.set(Thread.currentThread());
                entered.open();
                woken.pass();
                ended.open();
            }));
            entered.pass();
            Await.until(() -> worker.get().getState() != Thread.State.RUNNABLE, worker::get);
            queue.queueOn(cpu, Cmwq.work(woken::open));
        });
    }

    @Test
    void onTheCarrierItself() throws Exception {
        assertMadeGood(named("kcpu/"), new InternalError("injected"), (queue, cpu) ->
                queue.queueOn(cpu, Cmwq.work(() -> {
                    Thread.yield();
                    ended.open();
                })));
    }

    /** Also when the worker is made, and when it ends its mount for want of work. */
    @Test
    void whereverTheCallbackComes() throws Exception {
        try (var engine = TunedEngine.withStrands(callbacks)) {
            Workqueue queue = engine.cmwq().workqueue("test").percpu().create();
            for (int times = 1; times <= 50; times++) {
                callbacks.failOnce(thread -> true, () -> new InternalError("injected"));
                queue.queue(Cmwq.work(() -> LockSupport.parkNanos(SHORT_NANOS)));
                queue.flush();
            }
            assertTrue(callbacks.failedOn().size() > 10, callbacks.failedOn()::toString);
            Await.until(() -> engine.callbackFailures() == callbacks.failedOn().size(), engine::callbackFailures);
        }
    }
}
