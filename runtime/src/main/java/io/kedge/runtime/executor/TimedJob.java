package io.kedge.runtime.executor;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.DropListener;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** A task with a time: it runs once, or again and again. */
final class TimedJob extends Job implements DropListener {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final TimedFuture<?> future;   // C
    private final DelayedItem item;        // C

    TimedJob(TimedTaskService service, TimedFuture<?> future) {
        super(service, future, service.nextNumber());
        this.future = future;
        this.item = new DelayedItem(this, future.taskClass(), number);
    }

    @Override
    WorkItem item() {
        return item;
    }

    @Override
    void enqueue() {
        queueAt(future.atNanos());
    }

    private void queueAt(long atNanos) {
        try {
            service.workqueue().queueAt(item, atNanos);
        } catch (IllegalStateException closed) {
            throw TaskExecutor.refusedBy(service.workqueue());
        }
    }

    boolean isPeriodic() {
        return future.isPeriodic();
    }

    @Override
    boolean mayBegin() {
        return switch (service.stage()) {
            case RUNNING -> true;
            case SHUTDOWN -> !isPeriodic();
            case STOP -> false;
        } && !future.isDone();
    }

    @Override
    boolean goesOn() {
        if (!isPeriodic() || future.isDone()) {
            return false;
        }
        renew();   // pair CANCEL_RENEW: write place, then read state
        try {
            service.admit(this);
        } catch (RuntimeException | Error known) {
            assert future.isDone() : known;   // it has been given up: the future says why
        }
        return true;
    }

    @Override
    void giveUp(@Nullable Throwable why) {
        if (why == null || why instanceof RejectedExecutionException) {
            future.cancel(false);
        } else {
            future.fail(why);
        }
    }

    /** Its time came while the workqueue was being drained: it is tried again, unless that is for good. */
    @Override
    public void dropped() {
        try {
            queueAt(service.nowNanos() + RETRY_NANOS);
        } catch (RuntimeException | Error closed) {
            abandon(closed);
        }
    }
}
