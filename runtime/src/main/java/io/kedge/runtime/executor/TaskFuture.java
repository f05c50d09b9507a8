package io.kedge.runtime.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;

/** The future of a task. Cancelled before it has begun, it leaves its place on the workqueue to others. */
class TaskFuture<V extends @Nullable Object> extends FutureTask<V> {
    private final Class<?> taskClass;       // C   stands for it in profiles and reports
    private volatile @Nullable Job job;     // set by the service that takes it; the latest

    TaskFuture(Callable<V> task, Class<?> taskClass) {
        super(task);
        this.taskClass = taskClass;
    }

    TaskFuture(Runnable task, V value) {
        super(task, value);
        this.taskClass = task.getClass();
    }

    final Class<?> taskClass() {
        return taskClass;
    }

    final void belongsTo(Job its) {
        job = its;
    }

    @Override
    protected void done() {
        Job its = job;
        if (its != null && isCancelled()) {   // pair CANCEL_RENEW: write state, then read place
            its.cancelled();
        }
    }
}
