package io.kedge.app.mqtt;

import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.kedge.app.mqtt.link.LinkLoop;
import org.jspecify.annotations.Nullable;

/** The thread {@code mqtt-link}: steps the loop, waits for the bell in between. The only place that makes it. */
final class LinkThread implements Runnable {
    private static final System.Logger LOG = System.getLogger(LinkThread.class.getName());

    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Semaphore bell = new Semaphore(0);
    private volatile @Nullable LinkLoop loop;

    /** Wakes the thread. Any thread. */
    void ring() {
        bell.release();
    }

    /** Starts the thread. A second call does nothing. */
    void start(LinkLoop stepped) {
        Thread made = new Thread(this, "mqtt-link");
        made.setDaemon(true);
        if (thread.compareAndSet(null, made)) {
            loop = stepped;
            made.start();
        }
    }

    /** Waits until the thread is over. {@return false if it is not within this time} */
    boolean join(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        LinkLoop stepped = loop;
        try {
            while (stepped != null && !stepped.over()) {
                long nanos = step(stepped);
                if (!stepped.over()) {
                    await(nanos);
                }
            }
        } finally {
            over.countDown();
        }
    }

    private static long step(LinkLoop stepped) {
        try {
            return stepped.step();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the MQTT link failed; it connects anew", e);
            return stepped.fault();
        }
    }

    private void await(long nanos) {
        try {
            if (nanos > 0 && bell.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            bell.drainPermits();   // nobody has a reason to interrupt this thread: take it as a ring
        }
    }
}
