package io.kedge.runtime.executor;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.NanoClock;

/** What the executors of a workqueue ask of it. Implemented by the workqueue; any thread may call. */
public interface TaskQueue {

    String name();

    /**
     * Queues an idle item.
     *
     * @return false if the workqueue is being drained and the caller is none of its items
     * @throws IllegalStateException if it is closed and the caller is none of its items
     */
    boolean queue(Work item);

    /**
     * Has an idle item queued when the time has come; at once if it has. An item that comes while the workqueue is being
     * drained is dropped.
     *
     * @throws IllegalStateException if it is closed and the caller is none of its items
     */
    void queueAt(DelayedItem item, long atNanos);

    /** {@return whether it is being closed, or has been} */
    boolean isClosing();

    NanoClock clock();
}
