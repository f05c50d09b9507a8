package io.kedge.bench.contender;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import io.kedge.bench.Cpus;

/**
 * A new virtual thread a task, on the JDK's scheduler: what its documentation asks for, never a pool of them. As many
 * carriers as CPUs, or one by {@code -Djdk.virtualThreadScheduler.parallelism=1}, then bound by the first task.
 */
public final class VirtualThreads implements Executes, Delays {
    /** JVM flag for {@link #one}. */
    public static final String ONE_CARRIER = "-Djdk.virtualThreadScheduler.parallelism=1";

    private final String configuration;

    private VirtualThreads(String configuration) {
        this.configuration = configuration;
    }

    /** {@return on as many carriers as CPUs} */
    public static VirtualThreads all() {
        return new VirtualThreads("a new virtual thread a task, as its documentation asks for, on as many carriers as CPUs");
    }

    /** {@return on one carrier, if the JVM has been told so, on that CPU} */
    public static VirtualThreads one(int cpu) {
        CompletableFuture.runAsync(() -> Cpus.bindTo(cpu), Thread::startVirtualThread).join();
        return new VirtualThreads("a new virtual thread a task, as its documentation asks for, on one carrier");
    }

    @Override
    public String configuration() {
        return configuration;
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        return () -> Thread.startVirtualThread(task);
    }

    /** A thread that sleeps and runs the task; what was asked for before is not forgotten, so only for one delay at a time. */
    @Override
    public Delayed delayed(Runnable task) {
        return delay -> Thread.startVirtualThread(() -> {
            long dueNanos = System.nanoTime() + delay.toNanos();
            for (long left = delay.toNanos(); left > 0; left = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            task.run();
        });
    }

    @Override
    public int pending() {
        return UNKNOWN;
    }

    /** Nothing to do: they are daemons of the JVM. */
    @Override
    public void close() { }
}
