package io.kedge.runtime.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** A workqueue as a scheduled executor service: delayed tasks are delayed items, on the engine's timer. */
final class TimedTaskService extends TaskService implements ScheduledExecutorService {
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;   // 146 years: times that far apart still compare

    TimedTaskService(TaskQueue workqueue) {
        super(workqueue);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return start(callable(task), task.getClass(), delay, unit, 0);
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return start(requireNonNull(task, "task"), task.getClass(), delay, unit, 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        Callable<?> called = callable(task);
        return start(called, task.getClass(), initialDelay, unit, periodNanos("period", period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        Callable<?> called = callable(task);
        return start(called, task.getClass(), initialDelay, unit, -periodNanos("delay", delay, unit));
    }

    private static Callable<?> callable(Runnable task) {
        return Executors.callable(requireNonNull(task, "task"));
    }

    private static long periodNanos(String name, long period, TimeUnit unit) {
        long nanos = requireNonNull(unit, "unit").toNanos(period);
        if (nanos <= 0) {
            throw new IllegalArgumentException(name + " must be above 0, was " + period);
        }
        return Math.min(nanos, LONGEST_NANOS);
    }

    private <V extends @Nullable Object> ScheduledFuture<V> start(
            Callable<V> task, Class<?> taskClass, long delay, TimeUnit unit, long periodNanos) {
        long delayNanos = Math.clamp(requireNonNull(unit, "unit").toNanos(delay), 0, LONGEST_NANOS);
        TimedFuture<V> future = new TimedFuture<>(task, taskClass, this, nowNanos() + delayNanos, periodNanos);
        enter();
        admit(future.job());
        return future;
    }
}
