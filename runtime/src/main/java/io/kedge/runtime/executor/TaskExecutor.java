package io.kedge.runtime.executor;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.kedge.runtime.work.WorkItem;

import static java.util.Objects.requireNonNull;

/** A workqueue as an executor: each task becomes an item of its own. It has no state: what ends is the workqueue. */
final class TaskExecutor implements Executor {
    private final TaskQueue workqueue;   // C

    TaskExecutor(TaskQueue workqueue) {
        this.workqueue = workqueue;
    }

    @Override
    public void execute(Runnable task) {
        queue(workqueue, new WorkItem(work -> task.run(), requireNonNull(task, "task").getClass()));
    }

    /**
     * Queues the item of a task.
     *
     * @throws RejectedExecutionException if the workqueue is closed or being drained, and the caller is none of its items
     */
    static void queue(TaskQueue workqueue, WorkItem item) {
        if (!isTaken(workqueue, item)) {
            throw refusedBy(workqueue);
        }
    }

    private static boolean isTaken(TaskQueue workqueue, WorkItem item) {
        try {
            return workqueue.queue(item);
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    static RejectedExecutionException refusedBy(TaskQueue workqueue) {
        return new RejectedExecutionException("workqueue " + workqueue.name() + " is " + (workqueue.isClosing() ? "closed" : "being drained")
                + " and takes no task from outside: keep it open, or execute before or after");
    }
}
