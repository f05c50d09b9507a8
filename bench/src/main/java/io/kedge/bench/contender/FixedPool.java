package io.kedge.bench.contender;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * ThreadPoolExecutor with a fixed number of threads and a LinkedBlockingQueue, whose two locks let one producer and one
 * consumer pass each other: its quickest unbounded queue (an ArrayBlockingQueue has one lock, a SynchronousQueue no room).
 */
public final class FixedPool implements Executes {
    private final ThreadPoolExecutor executor;

    private FixedPool(int width, ThreadFactory threads) {
        executor = new ThreadPoolExecutor(width, width, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    }

    /** {@return one thread, on that CPU} */
    public static FixedPool one(int cpu) {
        return new FixedPool(1, Threads.boundTo(cpu));
    }

    /** {@return so many threads, on whatever CPU} */
    public static FixedPool of(int width) {
        return new FixedPool(width, Threads.unbound());
    }

    @Override
    public String configuration() {
        return executor.getMaximumPoolSize() + " thread(s), LinkedBlockingQueue: its quickest unbounded queue, since producer"
                + " and consumer take different locks";
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        return () -> executor.execute(task);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
