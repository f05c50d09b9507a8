package io.kedge.runtime.pool;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Workers whose call-back from the JDK failed, until a thread with stack repeats it. Links live in the workers. */
final class FailedCallbacks {
    private final AtomicReference<@Nullable Worker> top = new AtomicReference<>();   // A

    /** Notes a worker. Any thread, with any stack left. */
    void add(Worker worker) {
        Worker seen;
        do {
            seen = top.get();
            worker.nextFailed = seen;
        } while (!top.compareAndSet(seen, worker));
    }

    /** Repeats what failed. A thread of the engine that has stack and holds no lock. */
    void repeat() {
        Worker worker = top.getAndSet(null);
        while (worker != null) {
            Worker following = worker.nextFailed;
            worker.nextFailed = null;
            worker.pool.runnable(worker);
            worker = following;
        }
    }
}
