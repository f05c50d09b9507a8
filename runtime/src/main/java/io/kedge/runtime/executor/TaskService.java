package io.kedge.runtime.executor;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.executor.Lifecycle.Stage;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A workqueue as an executor service. The service has an end of its own, and the workqueue serves others after that; when
 * the workqueue is closed the service ends with it.
 *
 * <p>It counts its tasks and knows each that has not ended. Whatever happens to a task, it is counted out once: by the worker
 * that ran it, or by who took it back.
 */
class TaskService extends AbstractExecutorService {
    private static final Job[] NONE = {};

    private final TaskQueue workqueue;                                // C
    private final Lifecycle lifecycle = new Lifecycle();              // A
    private final Set<Job> jobs = ConcurrentHashMap.newKeySet();      // A   those that have not ended
    private final AtomicLong numbers = new AtomicLong();              // A
    private final Object stopping = new Object();                     // C   the lock of who takes tasks back, taken before a job's

    TaskService(TaskQueue workqueue) {
        this.workqueue = workqueue;
    }

    final TaskQueue workqueue() {
        return workqueue;
    }

    final Stage stage() {
        return lifecycle.stage();
    }

    final long nextNumber() {
        return numbers.getAndIncrement();
    }

    final long nowNanos() {
        return workqueue.clock().nowNanos();
    }

    // ---- tasks

    @Override
    public final void execute(Runnable task) {
        requireNonNull(task, "task");
        TaskFuture<?> future = task instanceof TaskFuture<?> ours ? ours : null;
        Job job = new QueuedJob(this, task, nextNumber(), future == null ? task.getClass() : future.taskClass());
        enter();
        if (future != null) {
            future.belongsTo(job);   // from now on whoever cancels it counts it out
        }
        admit(job);
    }

    @Override
    protected final <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable task, T value) {
        return new TaskFuture<>(task, value);
    }

    @Override
    protected final <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> task) {
        return new TaskFuture<>(task, task.getClass());
    }

    /**
     * Counts a new task in.
     *
     * @throws RejectedExecutionException if the service is shut down
     */
    final void enter() {
        if (!lifecycle.enter()) {
            throw shutDown();
        }
    }

    /**
     * Puts a job that has been counted on the workqueue. If that throws, the job is counted out.
     *
     * @throws RejectedExecutionException if the service's end does not let it begin, or the workqueue takes none
     */
    final void admit(Job job) {
        try {
            jobs.add(job);       // pair TAKE_BACK: write job, then read stage
            if (!job.mayBegin()) {
                throw shutDown();
            }
            job.launch();
        } catch (RuntimeException | Error notQueued) {
            if (job.abandon(notQueued)) {   // else it has begun, or was taken back by one who counts it out
                throw notQueued;
            }
        }
    }

    /** The job has ended, or the caller has taken it. Once for each that was counted in. */
    final void left(Job job) {
        try {
            jobs.remove(job);
        } finally {
            lifecycle.leave();
        }
    }

    private RejectedExecutionException shutDown() {
        return workqueue.isClosing() ? TaskExecutor.refusedBy(workqueue) : new RejectedExecutionException("the executor service of"
                + " workqueue " + workqueue.name() + " is shut down and takes no task: submit before, or make another one");
    }

    // ---- its end

    @Override
    public final void shutdown() {
        lifecycle.advanceTo(Stage.SHUTDOWN);
        for (Job job : jobs) {
            if (job instanceof TimedJob timed && timed.isPeriodic()) {
                timed.abandon(null);
            }
        }
    }

    @Override
    public final List<Runnable> shutdownNow() {
        synchronized (stopping) {
            return stop();
        }
    }

    /** Waits until what has not begun has been taken back. If there was no memory for that it may begin. */
    final void awaitStop() {
        synchronized (stopping) {
            assert stage() == Stage.STOP : stage();
        }
    }

    private List<Runnable> stop() {
        lifecycle.advanceTo(Stage.STOP);   // pair TAKE_BACK: write stage, then read jobs
        Job[] left = jobs.toArray(NONE);
        Arrays.sort(left, Comparator.comparingLong(job -> job.number));
        List<Runnable> neverBegun = new ArrayList<>(left.length);   // from here on no memory is needed
        for (Job job : left) {
            if (job.take()) {
                neverBegun.add(job.task);
                left(job);
            }
        }
        for (Job job : left) {
            job.interrupt();   // comes last: what ends makes room, and nothing may begin in it
        }
        return neverBegun;
    }

    /** The workqueue is closed and has been drained: what waits cannot begin any more. @return how many tasks that were */
    final int abandonTimed() {
        int abandoned = 0;
        for (Job job : jobs) {
            if (job instanceof TimedJob && job.abandon(null)) {
                abandoned++;
            }
        }
        return abandoned;
    }

    @Override
    public final boolean isShutdown() {
        return stage() != Stage.RUNNING;
    }

    @Override
    public final boolean isTerminated() {
        return lifecycle.isTerminated();
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            return lifecycle.await(timeout, unit);
        } finally {
            Reference.reachabilityFence(this);   // the workqueue knows it weakly, and has it end when it is closed
        }
    }

    @Override
    public final String toString() {
        return "executor service of workqueue " + workqueue.name() + " " + (isTerminated() ? "TERMINATED" : stage()) + ", "
                + lifecycle.tasks() + " tasks";
    }
}
