package io.kedge.bench.contender;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;

import io.kedge.bench.Cpus;

/**
 * ForkJoinPool in asyncMode: first in first out for tasks that nobody joins, as its documentation advises for event-style
 * tasks. With {@code managed} each task that blocks says so by a ManagedBlocker written by hand, so that the pool may
 * compensate; it can have 256 threads then, more than any row asks for.
 */
public final class ForkJoin implements Executes {
    private final boolean managed;
    private final ForkJoinPool pool;

    private ForkJoin(int width, int boundTo, boolean managed) {
        this.managed = managed;
        ForkJoinWorkerThreadFactory threads = ForkJoinPool.defaultForkJoinWorkerThreadFactory;
        pool = new ForkJoinPool(width, boundTo < 0 ? threads : owner -> new Bound(owner, boundTo), null, true);
    }

    /** {@return one thread, on that CPU} */
    public static ForkJoin one(int cpu) {
        return new ForkJoin(1, cpu, false);
    }

    /** {@return so many threads, which nobody tells that a task blocks} */
    public static ForkJoin of(int width) {
        return new ForkJoin(width, -1, false);
    }

    /** {@return so many threads, and more while tasks block, which say so} */
    public static ForkJoin managed(int width) {
        return new ForkJoin(width, -1, true);
    }

    @Override
    public String configuration() {
        return "parallelism " + pool.getParallelism() + ", asyncMode (first in, first out), as advised for tasks that nobody joins"
                + (managed ? "; a task that blocks is wrapped in a ManagedBlocker by hand" : "");
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        return () -> pool.execute(task);
    }

    @Override
    public Runnable blockingStarter(Runnable task, int cpu) {
        return starter(managed ? () -> block(task) : task, cpu);
    }

    private static void block(Runnable task) {
        try {
            ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {
                private boolean over;

                @Override
                public boolean block() {
                    task.run();
                    over = true;
                    return true;
                }

                @Override
                public boolean isReleasable() {
                    return over;
                }
            });
        } catch (InterruptedException stopped) {
            throw new RejectedExecutionException("the pool ends", stopped);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private static final class Bound extends ForkJoinWorkerThread {
        private final int cpu;

        Bound(ForkJoinPool pool, int cpu) {
            super(pool);
            this.cpu = cpu;
        }

        @Override
        protected void onStart() {
            Cpus.bindTo(cpu);
        }
    }
}
