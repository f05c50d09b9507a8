package io.kedge.hal.api;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Work as a {@link Uni}: each subscription queues an item of its own and gets its result or failure, on the worker.
 * Cancelling a subscription cancels its item: if it has not started it never runs; if it runs it goes on to its end, and
 * nobody hears of it.
 */
public final class WorkUni {
    private WorkUni() { }

    /** {@return the task's result, computed on the workqueue} Fails with {@link RejectedExecutionException} if it takes no work. */
    public static <T> Uni<T> call(Workqueue workqueue, Callable<T> task) {
        return Uni.createFrom().emitter(emitter -> {
            Work work = Cmwq.work(item -> complete(emitter, task));
            emitter.onTermination(work::cancel);
            if (!workqueue.queue(work)) {
                refuse(emitter, workqueue);
            }
        });
    }

    /** {@return the task's result, computed on the workqueue after the delay} As {@link #call} otherwise. */
    public static <T> Uni<T> callAfter(Workqueue workqueue, Duration delay, Callable<T> task) {
        return Uni.createFrom().emitter(emitter -> {
            DelayedWork work = Cmwq.delayedWork(item -> complete(emitter, task));
            emitter.onTermination(work::cancel);
            if (!workqueue.queueDelayed(work, delay)) {
                refuse(emitter, workqueue);
            }
        });
    }

    /** {@return null when the task has run on the workqueue} As {@link #call} otherwise. */
    public static Uni<Void> run(Workqueue workqueue, Runnable task) {
        return call(workqueue, () -> {
            task.run();
            return null;
        });
    }

    private static <T> void complete(UniEmitter<? super T> emitter, Callable<T> task) {
        T result;
        try {
            result = task.call();
        } catch (Throwable e) {
            emitter.fail(e);
            return;
        }
        emitter.complete(result);
    }

    private static void refuse(UniEmitter<?> emitter, Workqueue workqueue) {
        emitter.fail(new RejectedExecutionException("workqueue " + workqueue.name() + " is draining or closed"));
    }
}
