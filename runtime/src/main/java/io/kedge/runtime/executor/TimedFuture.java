package io.kedge.runtime.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** The future of a delayed or periodic task. */
final class TimedFuture<V extends @Nullable Object> extends TaskFuture<V> implements RunnableScheduledFuture<V> {
    private final TimedJob job;            // C
    private final long periodNanos;        // C   above 0: from start to start; below 0: from end to start; 0: it runs once
    private volatile long atNanos;         // written by its worker: when it shall run next, by the clock of the engine

    TimedFuture(Callable<V> task, Class<?> taskClass, TimedTaskService service, long atNanos, long periodNanos) {
        super(task, taskClass);
        this.atNanos = atNanos;
        this.periodNanos = periodNanos;
        this.job = new TimedJob(service, this);
        belongsTo(job);
    }

    TimedJob job() {
        return job;
    }

    long atNanos() {
        return atNanos;
    }

    @Override
    public boolean isPeriodic() {
        return periodNanos != 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return requireNonNull(unit, "unit").convert(atNanos - job.service.nowNanos(), TimeUnit.NANOSECONDS);
    }

    /** By time, then in order of submission. */
    @Override
    public int compareTo(Delayed other) {
        if (other == this) {
            return 0;
        }
        if (other instanceof TimedFuture<?> timed) {
            long laterNanos = atNanos - timed.atNanos;
            return laterNanos != 0 ? Long.signum(laterNanos) : Long.compare(job.number, timed.job.number);
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public void run() {
        if (!job.mayBegin()) {
            cancel(false);
        } else if (!isPeriodic()) {
            super.run();
        } else if (runAndReset()) {
            atNanos = periodNanos > 0 ? atNanos + periodNanos : job.service.nowNanos() - periodNanos;
        }
    }

    /** It cannot be queued again. */
    void fail(Throwable why) {
        setException(why);
    }
}
