package io.kedge.runtime.queue;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.executor.Services;
import io.kedge.runtime.executor.TaskQueue;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.DelayTarget;
import io.kedge.runtime.work.NanoClock;

/** What a workqueue is to the executors that stand on it. */
abstract class TaskWorkqueue implements Workqueue, TaskQueue, DelayTarget {
    static final int NO_CPU = -1;

    final QueueHome home;                                    // C
    final Services services = new Services(this);            // C

    TaskWorkqueue(QueueHome home) {
        this.home = home;
    }

    /** @throws IllegalStateException if it is closed, and the caller is none of its items */
    abstract void refuseIfClosed();

    @Override
    public final Executor asExecutor() {
        return services.executor();
    }

    @Override
    public final ExecutorService asExecutorService() {
        return services.service();
    }

    @Override
    public final ScheduledExecutorService asScheduledExecutorService() {
        return services.timedService();
    }

    @Override
    public final NanoClock clock() {
        return home.clock();
    }

    @Override
    public final void queueAt(DelayedItem item, long atNanos) {
        if (NanoClock.isDue(atNanos, clock().nowNanos())) {
            queue(item);
            return;
        }
        refuseIfClosed();
        if (item.claimForQueueing()) {
            item.armOwned(home.timer(), this, NO_CPU, atNanos);
        }
    }
}
