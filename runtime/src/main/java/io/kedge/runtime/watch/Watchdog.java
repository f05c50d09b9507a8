package io.kedge.runtime.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.work.NanoClock;

/**
 * Reports pools whose items wait while nothing is started (kernel: wq_watchdog). It takes turns on the timer's thread; from when
 * the tick was turned on until a turn that finds no work waiting, once per threshold. So an idle engine causes no wake-ups
 * but one, at most, a threshold after its last work.
 *
 * <pre>
 *   C   constant after construction
 *   A   anyone, atomically
 *   T   who takes the turns
 * </pre>
 */
public final class Watchdog {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    private final List<WorkerPool> pools;                // C
    private final Supplier<StateDump> dump;              // C
    private final NanoClock clock;                       // C
    private final Touches touches;                       // A
    private volatile WatchdogPace pace;                  // A   replaced as a whole
    private WatchdogPace timed;                          // T   the one that the next turn was set by
    private boolean armed;                               // T
    private long dueNanos;                               // T   while armed
    private int rounds;                                  // T   turns that found a stall

    /** Watches these pools; its reports contain the dump. */
    public Watchdog(List<WorkerPool> pools, Supplier<StateDump> dump, WatchdogPace pace, NanoClock clock) {
        this.pools = pools;
        this.dump = dump;
        this.pace = pace;
        this.timed = pace;
        this.clock = clock;
        this.touches = new Touches(clock.nowNanos());
    }

    /** {@return how long a pool may start nothing while items wait; 0: for ever} Any thread. */
    public Duration threshold() {
        return Duration.ofNanos(pace.thresholdNanos());
    }

    /** Changes that: time counts from now on. Refuses what is outside 0 to 365 days. A turn has to be taken then. Any thread. */
    public synchronized void threshold(Duration threshold) {
        pace = pace.withThreshold(threshold);
        touch();
    }

    /** Work that takes long is as it should be: every pool is as if it had just made progress. Any thread. */
    public void touch() {
        touches.everywhere(clock.nowNanos());
    }

    /** As {@link #touch()}, for the pools of a CPU, and for the unbound ones. Any thread. */
    public void touch(int cpu) {
        touches.on(cpu, clock.nowNanos());
    }

    /**
     * Looks, if it is time to.
     *
     * @param workWaits whether work waits in some pool, or has of late
     * @return nanoseconds until the next turn; {@link Long#MAX_VALUE}: when work waits
     */
    public long turn(boolean workWaits) {
        WatchdogPace now = pace;
        boolean changed = now != timed;
        timed = now;
        if (now.thresholdNanos() == 0 || !armed && !workWaits && !changed) {
            return Long.MAX_VALUE;
        }
        long nowNanos = clock.nowNanos();
        if (!armed || changed) {   // changed: work may wait that nobody looked after before
            armed = true;
            dueNanos = nowNanos + now.thresholdNanos();
        }
        if (dueNanos - nowNanos > 0) {
            return dueNanos - nowNanos;
        }
        boolean someWait = look(nowNanos, now);
        armed = someWait || workWaits;
        dueNanos = nowNanos + now.thresholdNanos();
        return armed ? now.thresholdNanos() : Long.MAX_VALUE;
    }

    /** @return whether items wait in some pool */
    private boolean look(long nowNanos, WatchdogPace now) {
        boolean someWait = false;
        List<StallReport.Stall> stalls = new ArrayList<>();
        for (WorkerPool pool : pools) {
            long hungNanos = pool.view().hungNanos();
            someWait |= hungNanos >= 0;
            if (Math.min(hungNanos, touches.sinceNanos(pool.spec().cpu(), nowNanos)) >= now.thresholdNanos()) {
                stalls.add(new StallReport.Stall(pool, hungNanos));
            }
        }
        if (!stalls.isEmpty()) {
            report(stalls, nowNanos, now);
        }
        return someWait;
    }

    private void report(List<StallReport.Stall> stalls, long nowNanos, WatchdogPace now) {
        rounds++;
        LOG.log(System.Logger.Level.WARNING, StallReport.text(stalls, dump.get()));
        touches.everywhere(nowNanos);   // so that it is said again after a threshold, not before
        long longestNanos = stalls.stream().mapToLong(StallReport.Stall::nanos).max().orElse(0);
        String why = now.panics(rounds, longestNanos);
        if (!why.isEmpty()) {
            now.panic().accept(why);
        }
    }
}
