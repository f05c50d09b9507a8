package io.kedge.runtime.queue;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.kedge.runtime.work.WorkItem;

import static java.util.Objects.requireNonNull;

/** A workqueue as an executor: each task becomes an item of its own. */
final class TaskExecutor implements Executor {
    private final EngineWorkqueue workqueue;   // C

    TaskExecutor(EngineWorkqueue workqueue) {
        this.workqueue = workqueue;
    }

    @Override
    public void execute(Runnable task) {
        WorkItem item = new WorkItem(work -> task.run(), requireNonNull(task, "task").getClass());
        boolean closed = workqueue.refusesCaller();
        if (closed || !workqueue.queue(item)) {
            throw new RejectedExecutionException("workqueue " + workqueue.name() + " is " + (closed ? "closed" : "being drained")
                    + " and takes no task from outside: keep it open, or execute before or after");
        }
    }
}
