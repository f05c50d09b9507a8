package io.kedge.bench.contender;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.jboss.threads.EnhancedQueueExecutor;
import org.jspecify.annotations.Nullable;

/**
 * JBoss's EnhancedQueueExecutor. As Quarkus makes it: one core thread, prestarted, up to max(200, 8 a CPU) threads, growth
 * resistance 0, an unlimited queue, 30 s to live. That is made for tasks that block. Where one thread is enough, one
 * thread is its best: no other one takes tasks from the first.
 */
public final class EnhancedQueue implements Executes, Delays {
    private final EnhancedQueueExecutor executor;
    private final String configuration;

    private EnhancedQueue(int most, ThreadFactory threads, String configuration) {
        this.configuration = configuration;
        executor = new EnhancedQueueExecutor.Builder()
                .setRegisterMBean(false)
                .setThreadFactory(threads)
                .setCorePoolSize(1)
                .setMaximumPoolSize(most)
                .setQueueLimited(false)
                .setGrowthResistance(0)
                .setKeepAliveTime(Duration.ofSeconds(30))
                .build();
        executor.prestartAllCoreThreads();
    }

    /** {@return as Quarkus makes it} */
    public static EnhancedQueue asInQuarkus() {
        int most = Math.max(8 * Runtime.getRuntime().availableProcessors(), 200);
        return new EnhancedQueue(most, Threads.unbound(), "as Quarkus makes it: 1 core thread, prestarted, up to " + most
                + ", growth resistance 0, unlimited queue, 30 s to live");
    }

    /** {@return one thread, on that CPU} */
    public static EnhancedQueue one(int cpu) {
        return new EnhancedQueue(1, Threads.boundTo(cpu), "1 thread, unlimited queue: no second thread contends for the tasks");
    }

    @Override
    public String configuration() {
        return configuration;
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        return () -> executor.execute(task);
    }

    @Override
    public Delayed delayed(Runnable task) {
        return new Delayed() {
            private @Nullable Future<?> latest;

            @Override
            public void runAfter(Duration delay) {
                if (latest != null) {
                    latest.cancel(false);
                }
                latest = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }

    @Override
    public int pending() {
        return UNKNOWN;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
