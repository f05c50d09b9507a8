package io.kedge.runtime.executor;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.executor.Lifecycle.Stage;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * One task of a service, from when it is taken to its end.
 *
 * <pre>
 *   NEW     -> WAITING   it is on the workqueue, or its timer runs   by who queued it
 *   NEW     -> RUNNING   the worker was faster than that             by its worker
 *   WAITING -> RUNNING   it begins                                   by its worker
 *   RUNNING -> NEW       periodic, and to be queued again            by its worker
 *   RUNNING -> ENDED     it has run                                  by its worker
 *   NEW     -> TAKEN     cancelled, or handed back                   by anyone
 *   WAITING -> TAKEN     cancelled, or handed back                   by anyone
 * </pre>
 *
 * While NEW the item is its queuer's alone: who takes the job meanwhile leaves the item to that one.
 */
abstract class Job implements WorkFunction {

    /** See above. */
    enum Place { NEW, WAITING, RUNNING, ENDED, TAKEN }

    final TaskService service;                                                       // C
    final Runnable task;                                                             // C
    final long number;                                                               // C   in order of submission
    private final AtomicReference<Place> place = new AtomicReference<>(Place.NEW);   // A
    private volatile @Nullable Thread runner;   // its worker, before RUNNING; cleared by that under this, before it leaves RUNNING

    Job(TaskService service, Runnable task, long number) {
        this.service = service;
        this.task = task;
        this.number = number;
    }

    abstract WorkItem item();

    /** Queues the item, or arms its timer. @throws RejectedExecutionException if the workqueue takes none */
    abstract void enqueue();

    /** {@return whether the service's end lets it begin} */
    abstract boolean mayBegin();

    /** It has run: is it to run again? If so, this has seen to it. Its worker only. */
    abstract boolean goesOn();

    /** It never begins (again); why, if not because its service has ended. Called by who has taken it. */
    abstract void giveUp(@Nullable Throwable why);

    /**
     * Puts a NEW job on the workqueue. Its queuer only.
     *
     * @throws RejectedExecutionException if the workqueue takes none
     */
    final void launch() {
        enqueue();
        if (!place.compareAndSet(Place.NEW, Place.WAITING) && place.get() == Place.TAKEN) {
            item().cancel();
        }
    }

    /** Takes it back for good: it never begins (again). Any thread. @return false if it has begun, or has been taken */
    final boolean take() {
        if (place.compareAndSet(Place.NEW, Place.TAKEN)) {
            return true;
        }
        boolean taken = place.compareAndSet(Place.WAITING, Place.TAKEN);
        if (taken) {
            item().cancel();
        }
        return taken;
    }

    /** As {@link #take}, and it is given up and counted out. */
    final boolean abandon(@Nullable Throwable why) {
        boolean taken = take();
        if (taken) {
            try {
                giveUp(why);
            } finally {
                service.left(this);
            }
        }
        return taken;
    }

    /** Its future has been cancelled: if it has not begun it leaves its place to others. Any thread. */
    final void cancelled() {
        if (take()) {
            service.left(this);
        }
    }

    /** Interrupts its worker if it runs. Any thread. */
    final void interrupt() {
        synchronized (this) {   // so that the worker is at no other task's
            Thread worker = runner;
            if (worker != null && place.get() == Place.RUNNING) {
                worker.interrupt();
            }
        }
    }

    @Override
    public final void run(Work work) {
        if (service.stage() == Stage.STOP) {
            service.awaitStop();
        }
        if (!begins()) {
            return;
        }
        try {
            task.run();
        } finally {
            end();
        }
    }

    private boolean begins() {
        runner = Thread.currentThread();
        return place.compareAndSet(Place.NEW, Place.RUNNING) || place.compareAndSet(Place.WAITING, Place.RUNNING);
    }

    private void end() {
        synchronized (this) {
            runner = null;
        }
        boolean ignored = Thread.interrupted();   // it was meant for the task
        if (!goesOn()) {
            place.set(Place.ENDED);
            service.left(this);
        }
    }

    /** RUNNING to NEW. Its worker only. */
    final void renew() {
        place.set(Place.NEW);
    }

    @Override
    public String toString() {
        return task + " " + place.get();
    }
}
