package io.kedge.bench.contender;

import java.util.concurrent.CompletableFuture;

import io.kedge.bench.Cpus;
import kotlinx.coroutines.scheduling.CoroutineScheduler;

/**
 * Kotlin's CoroutineScheduler, what Dispatchers.Default and Dispatchers.IO run on, without coroutines around the tasks.
 * Tasks that block are dispatched as such, as Dispatchers.IO does: then it makes up to 64 threads more. That is the best
 * it has where tasks block, and it has to be told.
 */
public final class KotlinScheduler implements Executes {
    private static final long KEEP_ALIVE_NANOS = 60_000_000_000L;   // its own default
    private static final int MOST_BLOCKED = 64;                     // of Dispatchers.IO

    private final int width;
    private final CoroutineScheduler scheduler;

    private KotlinScheduler(int width, int most) {
        this.width = width;
        scheduler = new CoroutineScheduler(width, most, KEEP_ALIVE_NANOS, "peer");
    }

    /** {@return one thread, on that CPU} */
    public static KotlinScheduler one(int cpu) {
        KotlinScheduler one = new KotlinScheduler(1, 1);
        CompletableFuture.runAsync(() -> Cpus.bindTo(cpu), one.scheduler).join();
        return one;
    }

    /** {@return so many threads that compute, and up to 64 more for tasks that block} */
    public static KotlinScheduler of(int width) {
        return new KotlinScheduler(width, width + MOST_BLOCKED);
    }

    @Override
    public String configuration() {
        return width + " core thread(s), up to " + (scheduler.maxPoolSize - width) + " more for tasks that are dispatched as blocking,"
                + " which those that block are (Dispatchers.IO does so); no coroutine around the task";
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        return () -> scheduler.execute(task);
    }

    @Override
    public Runnable blockingStarter(Runnable task, int cpu) {
        return () -> scheduler.dispatch(task, true, true);
    }

    @Override
    public void close() {
        scheduler.shutdown(1_000);
    }
}
