package io.kedge.runtime.executor;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The executors of a workqueue. Services end when it is closed; one that nobody knows any more, and that has no tasks, is
 * forgotten.
 */
public final class Services {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    private final TaskQueue workqueue;                                                      // C
    private final Set<TaskService> known = Collections.newSetFromMap(new WeakHashMap<>());   // under this
    private boolean closed;                                                                 // under this

    public Services(TaskQueue workqueue) {
        this.workqueue = workqueue;
    }

    public Executor executor() {
        return new TaskExecutor(workqueue);
    }

    public ExecutorService service() {
        return known(new TaskService(workqueue));
    }

    public ScheduledExecutorService timedService() {
        return known(new TimedTaskService(workqueue));
    }

    private synchronized <S extends TaskService> S known(S service) {
        if (closed) {
            service.shutdown();
        } else {
            known.add(service);
        }
        return service;
    }

    /** The workqueue is about to be drained for good: no service takes tasks any more, those that were taken run. */
    public void shutdown() {
        for (TaskService service : close()) {
            service.shutdown();
        }
    }

    private synchronized List<TaskService> close() {
        closed = true;
        return List.copyOf(known);
    }

    /** The workqueue has been drained for good: tasks whose time has not come are cancelled. */
    public void abandonTimed() {
        int abandoned = 0;
        for (TaskService service : close()) {
            abandoned += service.abandonTimed();
        }
        if (abandoned > 0) {
            LOG.log(System.Logger.Level.INFO, "workqueue " + workqueue.name() + " is closed: " + abandoned
                    + " tasks of its executor services whose time had not come were cancelled");
        }
    }
}
