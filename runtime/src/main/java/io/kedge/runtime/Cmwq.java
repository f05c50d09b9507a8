package io.kedge.runtime;

import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.inspect.EngineSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The engine: worker pools for every CPU this process may use, and the workqueues on them.
 *
 * <pre>
 * try (Cmwq cmwq = Cmwq.start()) {
 *     Workqueue valves = cmwq.workqueue("valves").percpu().maxActive(4).create();
 *     Work read = Cmwq.work(this::readValve);
 *     valves.queue(read);
 * }
 * </pre>
 */
public final class Cmwq implements AutoCloseable {

    /** Starts an engine on every CPU the process may use. Starts one thread, the timer; carriers come with the first work. */
    public static Cmwq start() {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return a new item that runs the function; idle, on no workqueue} */
    public static Work work(WorkFunction function) {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return a new item that runs the task; idle, on no workqueue} */
    public static Work work(Runnable task) {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return a new item with a timer; idle, on no workqueue} */
    public static DelayedWork delayedWork(WorkFunction function) {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return a new item with a timer; idle, on no workqueue} */
    public static DelayedWork delayedWork(Runnable task) {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return the item the calling worker runs, null if the caller is not a worker (R65)} */
    public static @Nullable Work currentWork() {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return a builder for a workqueue of this name; longer than 31 characters is cut with a warning} */
    public WorkqueueBuilder workqueue(String name) {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return the system workqueue of this kernel name ({@code events}, {@code events_highpri}, ...)} */
    public Workqueue system(String name) {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return what the engine looks like now} */
    public EngineSnapshot snapshot() {
        throw new UnsupportedOperationException("being written");
    }

    /** Stops every freezable workqueue from starting items; what runs goes on to its end (R135). */
    public void freeze() {
        throw new UnsupportedOperationException("being written");
    }

    /** Lets frozen workqueues go on (R136). */
    public void thaw() {
        throw new UnsupportedOperationException("being written");
    }

    /** Drains and destroys every workqueue, then ends the engine's threads. Waits. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("being written");
    }
}
