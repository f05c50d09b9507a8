package io.kedge.runtime.executor;

import io.kedge.runtime.executor.Lifecycle.Stage;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** A task that runs once, as soon as its workqueue lets it. */
final class QueuedJob extends Job {
    private final WorkItem item;   // C

    /** With the class that stands for the task in profiles and reports. */
    QueuedJob(TaskService service, Runnable task, long number, Class<?> taskClass) {
        super(service, task, number);
        this.item = new WorkItem(this, taskClass);
    }

    @Override
    WorkItem item() {
        return item;
    }

    @Override
    void enqueue() {
        TaskExecutor.queue(service.workqueue(), item);
    }

    @Override
    boolean mayBegin() {
        return service.stage() != Stage.STOP;
    }

    @Override
    boolean goesOn() {
        return false;
    }

    @Override
    void giveUp(@Nullable Throwable why) { }   // its submission throws
}
