package io.kedge.app.mqtt.paho;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one connection: connecting, receiver, sender, callback, ping, closing. Ended with it. */
final class PahoThreads {
    private static final int MOST = 6;
    private static final Duration IDLE = Duration.ofSeconds(5);

    private PahoThreads() { }

    /** {@return threads named {@code mqtt-io-CONNECTION-N} until Paho names them; daemons} */
    static ScheduledThreadPoolExecutor create(int connection) {
        AtomicInteger made = new AtomicInteger();
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(MOST, task -> {
            Thread thread = new Thread(task, "mqtt-io-" + connection + "-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(IDLE.toNanos(), TimeUnit.NANOSECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return threads;
    }
}
