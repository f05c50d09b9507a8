package io.kedge.runtime.watch;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntFunction;

import io.kedge.runtime.linux.Probe;
import io.kedge.runtime.pool.Carrier;
import io.kedge.runtime.pool.WorkerPool;

/**
 * The tick: while work waits in some pool it looks, every 1 to 10 ms, whether the carriers there make progress (DESIGN D2).
 * When no work has waited for a while it sleeps without a time-out: an idle engine causes no wake-ups. {@link TickThread}
 * gives it its turns.
 */
public final class Tick {
    /** What gives the tick its turns: a thread. */
    public interface Turns {

        /** Takes the first turn. */
        void start();

        /** The tick was turned on: takes the next turn now. Any thread. */
        void ring();
    }

    private static final long SHORTEST_NANOS = 1_000_000;
    private static final long LONGEST_NANOS = 10_000_000;
    private static final int QUIET_LOOKS = 8;

    private final List<WorkerPool> pools;                                      // C
    private final HogPace pace;                                                // C
    private final HogReports reports;                                          // who takes the turns
    private final IntFunction<? extends Probe> probes;                         // C   by the kernel's id of a thread
    private final Runnable balance;                                            // C
    private final IdentityHashMap<Carrier, CarrierWatch> watches = new IdentityHashMap<>(); // who takes the turns
    private boolean awake;                                                     // who takes the turns
    private int quiet;                                                         // who takes the turns: looks without work
    private long periodNanos;                                                  // who takes the turns
    private volatile boolean on;                                               // A

    /** With one who looks at each turn whether waiting items are to be moved to other pools. */
    public Tick(List<WorkerPool> pools, HogPace pace, HogReports reports, IntFunction<? extends Probe> probes, Runnable balance) {
        this.pools = pools;
        this.pace = pace;
        this.reports = reports;
        this.probes = probes;
        this.balance = balance;
    }

    /** Work waits somewhere: look. Any thread. @return whether it had been asleep: the caller has it take its next turn */
    public boolean turnOn() {
        if (on) {                      // pair TICK_SLEEP: write waits, then read on
            return false;
        }
        on = true;
        return true;
    }

    /** {@return whether it looks, or shall} */
    public boolean isOn() {
        return on;
    }

    /**
     * Looks, if it is on and has waited since it was turned on. One thread only.
     *
     * @return nanoseconds until the next turn; {@link Long#MAX_VALUE}: when it was turned on
     */
    public long turn() {
        if (!awake) {
            awake = on;
            quiet = 0;
            periodNanos = SHORTEST_NANOS;
            return awake ? periodNanos : Long.MAX_VALUE;
        }
        boolean busy = lookAtAll();
        balance.run();
        quiet = busy ? 0 : quiet + 1;
        periodNanos = busy ? SHORTEST_NANOS : Math.min(periodNanos * 2, LONGEST_NANOS);
        forgetEndedCarriers();
        if (quiet < QUIET_LOOKS) {
            return periodNanos;
        }
        awake = false;
        return fallsAsleep() ? Long.MAX_VALUE : 0;
    }

    /** Lets go of the threads it has looked at. One thread only, at the end. */
    public void close() {
        watches.values().forEach(CarrierWatch::close);
    }

    /** Says that it sleeps, then looks once more. One thread only. @return false: work waits, it stays awake */
    boolean fallsAsleep() {
        on = false;                    // pair TICK_SLEEP: write on, then read waits
        if (anyWaits()) {
            on = true;
        }
        return !on;
    }

    private void forgetEndedCarriers() {
        watches.entrySet().removeIf(watch -> {
            boolean ended = watch.getKey().hasEnded();
            if (ended) {
                watch.getValue().close();
            }
            return ended;
        });
    }

    private boolean lookAtAll() {
        boolean busy = false;
        for (WorkerPool pool : pools) {
            if (pool.workWaits()) {
                busy = true;
                lookAt(pool);
            }
        }
        return busy;
    }

    private void lookAt(WorkerPool pool) {
        for (Carrier carrier : pool.carriers().all()) {
            int tid = carrier.tid();
            if (tid != 0) {
                watches.computeIfAbsent(carrier, its -> new CarrierWatch(its, probes.apply(tid)))
                        .look(pool.marks(), pace, reports);
            }
        }
    }

    private boolean anyWaits() {
        return pools.stream().anyMatch(WorkerPool::workWaits);
    }
}
