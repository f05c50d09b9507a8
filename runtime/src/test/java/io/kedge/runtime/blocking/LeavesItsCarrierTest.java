package io.kedge.runtime.blocking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Kinds of blocking that hand the carrier back at once: the next item of the CPU runs on it while the first is inside, no
 * slot is handed off and no thread is made.
 */
@ExtendWith(EngineExtension.class)
class LeavesItsCarrierTest {
    /** A call that blocks. */
    private interface Blocking {
        void run() throws Exception;
    }

    private static void assertLeavesItsCarrier(Cmwq cmwq, Blocking blocking, Consumer<Thread> release) {
        Scene scene = new Scene(cmwq);
        scene.start(() -> {
            scene.enter();
            call(blocking);
            scene.leave();
        });
        Thread worker = scene.awaitParked();
        scene.successorRuns(() -> release.accept(worker));
        scene.assertNoHandOff();
    }

    /** Releases by interrupt end the call with an exception; that is its end, too. */
    private static void call(Blocking blocking) {
        try {
            blocking.run();
        } catch (InterruptedException released) {
            assertEquals(false, Thread.currentThread().isInterrupted());
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    @Conforms({"R29", "R30"})
    void threadSleepLeavesItsCarrier(Cmwq cmwq) {
        assertLeavesItsCarrier(cmwq, () -> Thread.sleep(Scene.LONG), Thread::interrupt);
    }

    @Test
    void parkNanosLeavesItsCarrier(Cmwq cmwq) {
        var released = new AtomicBoolean();
        assertLeavesItsCarrier(cmwq, () -> {
            while (!released.get()) {
                LockSupport.parkNanos(Scene.LONG.toNanos());
            }
        }, worker -> {
            released.set(true);
            LockSupport.unpark(worker);
        });
    }

    @Test
    void contendedSynchronizedLeavesItsCarrier(Cmwq cmwq) {
        var monitor = new Object();
        var held = new Gate();
        var release = new Gate();
        Thread.ofPlatform().daemon().start(() -> {
            synchronized (monitor) {
                held.open();
                release.pass();
            }
        });
        held.pass();
        var inside = new AtomicBoolean();
        assertLeavesItsCarrier(cmwq, () -> {
            synchronized (monitor) {
                inside.set(true);
            }
        }, worker -> release.open());
        assertEquals(true, inside.get());
    }

    @Test
    void objectWaitLeavesItsCarrier(Cmwq cmwq) {
        var monitor = new Object();
        var notified = new AtomicBoolean();
        assertLeavesItsCarrier(cmwq, () -> {
            synchronized (monitor) {
                while (!notified.get()) {
                    monitor.wait(Scene.LONG.toMillis());
                }
            }
        }, worker -> {
            synchronized (monitor) {
                notified.set(true);
                monitor.notifyAll();
            }
        });
    }

    @Test
    void sleepInsideSynchronizedLeavesItsCarrier(Cmwq cmwq) {
        var monitor = new Object();
        assertLeavesItsCarrier(cmwq, () -> {
            synchronized (monitor) {
                Thread.sleep(Scene.LONG);
            }
        }, Thread::interrupt);
    }

    @Test
    void blockingQueuePollLeavesItsCarrier(Cmwq cmwq) {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        assertLeavesItsCarrier(
                cmwq,
                () -> assertEquals("element", queue.poll(Scene.LONG.toSeconds(), TimeUnit.SECONDS)),
                worker -> queue.add("element"));
    }

    @Test
    void blockingQueueTakeLeavesItsCarrier(Cmwq cmwq) {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        assertLeavesItsCarrier(cmwq, () -> assertEquals("element", queue.take()), worker -> queue.add("element"));
    }

    @Test
    void processWaitForLeavesItsCarrier(Cmwq cmwq) throws IOException {
        Process cat = new ProcessBuilder("cat").start();
        assertLeavesItsCarrier(cmwq, () -> assertEquals(0, cat.waitFor()), worker -> close(cat.getOutputStream()));
    }

    @Test
    void serverSocketAcceptLeavesItsCarrier(Cmwq cmwq) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertLeavesItsCarrier(cmwq, () -> server.accept().close(), worker -> close(connectTo(server)));
        }
    }

    @Test
    void socketReadLeavesItsCarrier(Cmwq cmwq) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = connectTo(server);
                var accepted = server.accept()) {
            assertLeavesItsCarrier(
                    cmwq,
                    () -> assertEquals(-1, accepted.getInputStream().read()),
                    worker -> close(client));
        }
    }

    @Test
    @SuppressWarnings("LockNotBeforeTry")   // held until the worker sleeps for it
    void reentrantLockLeavesItsCarrier(Cmwq cmwq) {
        var lock = new ReentrantLock();
        lock.lock();
        assertLeavesItsCarrier(cmwq, () -> {
            lock.lock();
            lock.unlock();
        }, worker -> lock.unlock());
    }

    @Test
    void futureGetLeavesItsCarrier(Cmwq cmwq) {
        var future = new CompletableFuture<String>();
        assertLeavesItsCarrier(cmwq, () -> assertEquals("value", future.get()), worker -> future.complete("value"));
    }

    @Test
    void flushOfAnotherItemLeavesItsCarrier(Cmwq cmwq) {
        Workqueue unbound = cmwq.workqueue("unbound").unbound().create();
        var running = new Gate();
        var release = new Gate();
        Work other = Cmwq.work(() -> {
            running.open();
            release.pass();
        });
        Scene scene = new Scene(cmwq);
        unbound.queue(other);
        running.pass();
        scene.start(() -> {
            scene.enter();
            call(other::flush);
            scene.leave();
        });
        scene.awaitParked();
        scene.successorRuns(release::open);
        assertEquals(0, scene.handOffs());
        assertEquals(1, scene.pool().carriers());
    }

    @Test
    void flushOfAnotherWorkqueueLeavesItsCarrier(Cmwq cmwq) {
        Workqueue unbound = cmwq.workqueue("unbound").unbound().create();
        var release = new Gate();
        unbound.queue(Cmwq.work(release::pass));
        Scene scene = new Scene(cmwq);
        scene.start(() -> {
            scene.enter();
            call(unbound::flush);
            scene.leave();
        });
        scene.awaitParked();
        scene.successorRuns(release::open);
        assertEquals(0, scene.handOffs());
        assertEquals(1, scene.pool().carriers());
    }

    private static Socket connectTo(ServerSocket server) {
        try {
            return new Socket(server.getInetAddress(), server.getLocalPort());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static void close(java.io.Closeable resource) {
        try {
            resource.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
