package io.kedge.runtime.pool;

import java.util.List;

import io.kedge.runtime.carrier.Strand;
import org.jspecify.annotations.Nullable;

/** All workers of an engine, for those who check its books (I5, I6). One thread. */
public final class WorkerBooks {
    private WorkerBooks() { }

    /** {@return the state of the worker whose strand this is the owner of, by name} */
    public static String stateOf(Strand.Owner worker) {
        return ((Worker) worker).state().name();
    }

    /** {@return whether the worker runs an item} */
    public static boolean runsAnItem(Strand.Owner worker) {
        return ((Worker) worker).current() != null;
    }

    public static WorkerPool poolOf(Strand.Owner worker) {
        return ((Worker) worker).pool;
    }

    public static boolean isAliveIn(WorkerPool pool, Strand.Owner worker) {
        WorkerState state = ((Worker) worker).state();
        return ((Worker) worker).pool == pool && state != WorkerState.NEW && state != WorkerState.DEAD && !isBh(worker);
    }

    /** {@return whether the worker is somewhere between taking up work and going idle} */
    public static boolean isInRound(Strand.Owner worker) {
        WorkerState state = ((Worker) worker).state();
        return state == WorkerState.MOUNTED || state == WorkerState.ASLEEP || state == WorkerState.RESUMED;
    }

    public static boolean isCounted(Strand.Owner worker) {
        return ((Worker) worker).counted;
    }

    public static boolean isIdleIn(WorkerPool pool, Strand.Owner worker) {
        return ((Worker) worker).pool == pool && ((Worker) worker).state() == WorkerState.IDLE && !isBh(worker);
    }

    /** {@return whether it serves the BH items, and none other: it is no idle worker that others may use} */
    public static boolean isBh(Strand.Owner worker) {
        return ((Worker) worker).bh;
    }

    /** {@return the broken law, null if each live worker of the pool is in one place and counted as it should be} */
    public static @Nullable String violation(WorkerPool pool, List<? extends Strand.Owner> all) {
        int alive = 0;
        int running = 0;
        int mounted = 0;
        int idle = 0;
        for (int i = 0; i < all.size(); i++) {
            Worker worker = (Worker) all.get(i);
            WorkerState state = worker.state();
            if (worker.pool != pool || state == WorkerState.NEW || state == WorkerState.DEAD) {
                continue;
            }
            alive++;
            idle += state == WorkerState.IDLE ? 1 : 0;
            boolean canRun = state == WorkerState.MOUNTED || state == WorkerState.RESUMED;
            boolean managed = !worker.blocked && !worker.cpuIntensive && !worker.rebound && !worker.dying;
            if (worker.brackets > 0 && worker.counted) {
                return "a worker inside a bracket counts in nr_running (R44) in " + pool.spec().name();
            }
            boolean counts = pool.concurrency.managed() && canRun && managed;
            running += counts && !worker.bh ? 1 : 0;
            mounted += counts && state == WorkerState.MOUNTED ? 1 : 0;
        }
        Concurrency now = pool.concurrency;
        if (alive != now.workers() || idle != now.idleWorkers()) {
            return "nr_workers is " + now.workers() + " with " + now.idleWorkers() + " idle, there are " + alive + " and " + idle
                    + " (I5) in " + pool.spec().name();
        }
        if (mounted != now.mounted) {
            return now.mounted + " managed workers are said to be mounted, " + mounted + " are, in " + pool.spec().name();
        }
        if (now.surplus.now() != Math.max(0, running - 1)) {
            return "a surplus of " + now.surplus.now() + " is published, " + running + " run, in " + pool.spec().name();
        }
        return running == now.running() ? null
                : "nr_running is " + now.running() + ", there are " + running + " (I6) in " + pool.spec().name();
    }
}
