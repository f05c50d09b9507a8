package io.kedge.runtime.watch;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.kedge.runtime.pool.MaydayPace;
import io.kedge.runtime.pool.WorkerPool;

/**
 * Has pools that cannot get a thread call rescuers in time, and says when items starve that no rescuer takes. The timer's
 * thread only, which needs no memory for the calls; while no thread is wanted it asks for no turn.
 */
public final class Starvation {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");
    private static final long TOLD_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);   // two attempts have failed

    private final List<WorkerPool> pools;   // C   going through it takes no memory
    private final MaydayPace pace;          // C
    private final Consumer<WorkerPool> look = this::lookAt;   // C   made in advance
    private final Consumer<WorkerPool> tell = this::tellOf;   // C   made in advance
    private volatile boolean alarmed;       // A
    private boolean looks;                  // who takes the turns: some pool wants a thread
    private long waitNanos;                 // who takes the turns: until the next one

    public Starvation(List<WorkerPool> pools, MaydayPace pace) {
        this.pools = pools;
        this.pace = pace;
    }

    /** Some pool wants a thread: the next turn looks. Any thread. */
    public void alarm() {
        alarmed = true;
    }

    /** Looks at the pools, if some may want a thread. @return nanoseconds until the next turn; {@link Long#MAX_VALUE}: when alarmed */
    public long turn() {
        if (!alarmed && !looks) {
            return Long.MAX_VALUE;
        }
        alarmed = false;
        looks = true;
        waitNanos = Long.MAX_VALUE;
        pools.forEach(look);
        looks = waitNanos != Long.MAX_VALUE;
        if (looks) {
            pools.forEach(tell);
        }
        return waitNanos;
    }

    private void lookAt(WorkerPool pool) {
        waitNanos = Math.min(waitNanos, pool.distress().turn(pace));
    }

    private void tellOf(WorkerPool pool) {
        long starvedNanos = pool.distress().starvedNanos();
        if (starvedNanos >= TOLD_AFTER_NANOS && isSaid(pool, TimeUnit.NANOSECONDS.toMillis(starvedNanos))) {
            pool.distress().told();
        }
    }

    private static boolean isSaid(WorkerPool pool, long millis) {
        try {
            LOG.log(System.Logger.Level.WARNING, "pool {0} starves: for {1} ms nothing has gone on there, because it gets no thread or"
                    + " no worker. What waits runs when one can be had: let the process have more threads (LimitNPROC=, TasksMax=,"
                    + " pids.max) or more memory (-Xmx); what must not wait belongs on a workqueue made with memReclaim()",
                    pool.spec().name(), Long.toString(millis));
            return true;
        } catch (OutOfMemoryError later) {
            return false;
        }
    }
}
