package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.MountPoint;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** What the calling thread is to the engine: a worker that runs an item, or none. */
public final class Caller {
    private Caller() { }

    /** {@return the worker that the calling thread is, null if it is none} */
    static @Nullable Worker worker() {
        return MountPoint.mountedOnCaller() instanceof Worker worker ? worker : null;
    }

    /** {@return the item that the calling thread runs as a worker, null if it does not} */
    public static @Nullable WorkItem item() {
        Worker worker = worker();
        return worker == null ? null : worker.current();
    }

    /** {@return the share on whose behalf the calling thread runs an item, null if it does not} */
    public static @Nullable Share share() {
        Worker worker = worker();
        return worker == null ? null : worker.share();
    }

    /** {@return the pool whose worker the calling thread is, null if it is none} */
    public static @Nullable WorkerPool pool() {
        Worker worker = worker();
        return worker == null ? null : worker.pool;
    }

    /** {@return whether the calling thread runs an item as its workqueue's rescuer} */
    public static boolean isRescuer() {
        Worker worker = worker();
        return worker != null && worker.rescuer;
    }

    /** Describes what the calling worker does with its present item; nothing if the caller is no worker. */
    public static void describe(String description) {
        Worker worker = worker();
        if (worker != null) {
            worker.describe(description);
        }
    }

    /** The calling worker announces a native call that sleeps. Nests. @return false: no worker calls */
    public static boolean beginBracket() {
        Worker worker = worker();
        if (worker != null) {
            Brackets.begin(worker);
        }
        return worker != null;
    }

    /** The announced call has returned. */
    public static void endBracket() {
        Worker worker = worker();
        if (worker != null) {
            Brackets.end(worker);
        }
    }
}
