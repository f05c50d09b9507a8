package io.kedge.bench.contender;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * ScheduledThreadPoolExecutor with one thread, which cancelled tasks leave at once (setRemoveOnCancelPolicy): else a
 * debounce leaves an entry in its heap for every edge.
 */
public final class ScheduledPool implements Delays {
    private final ScheduledThreadPoolExecutor executor;

    public ScheduledPool(int cpu) {
        executor = new ScheduledThreadPoolExecutor(1, Threads.boundTo(cpu));
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public String configuration() {
        return "1 thread, setRemoveOnCancelPolicy(true): else each cancelled task stays in its heap until it is due";
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
        return executor.getQueue().size();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
