package io.kedge.runtime.watch;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.linux.LinuxException;
import io.kedge.runtime.pool.Carrier;
import io.kedge.runtime.pool.WorkerPool;

/**
 * The thread {@code work-tick}: while work waits in some pool it looks, every 1 to 10 ms, whether the carriers there make
 * progress (DESIGN D2). When no work has waited for a while it sleeps without a time-out: an idle engine causes no wake-ups.
 */
public final class Tick extends Thread {
    private static final int NICE = -19;
    private static final long SHORTEST_NANOS = 1_000_000;
    private static final long LONGEST_NANOS = 10_000_000;
    private static final int QUIET_LOOKS = 8;

    private final List<WorkerPool> pools;                                      // C
    private final HogPace pace;                                                // C
    private final Consumer<LinuxException> refused;                            // C
    private final IdentityHashMap<Carrier, CarrierWatch> watches = new IdentityHashMap<>(); // this thread
    private volatile boolean on;                                               // A
    private volatile boolean stopping;                                         // set once

    public Tick(List<WorkerPool> pools, HogPace pace, Consumer<LinuxException> refused) {
        super("work-tick");
        this.pools = pools;
        this.pace = pace;
        this.refused = refused;
        setDaemon(true);
    }

    /** Work waits somewhere: look. Any thread. @return whether the thread had been asleep */
    public boolean turnOn() {
        if (on) {                      // pair TICK_SLEEP: write waits, then read on
            return false;
        }
        on = true;
        LockSupport.unpark(this);
        return true;
    }

    /** {@return whether it looks, or shall} */
    public boolean isOn() {
        return on;
    }

    /** Ends the thread, if it has started. */
    public void end() {
        stopping = true;
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        try {
            CurrentThread.nice(NICE);
        } catch (LinuxException noPermission) {
            refused.accept(noPermission);
        }
        while (!stopping) {
            watchWhileWorkWaits();
            if (fallsAsleep() && !stopping) {
                LockSupport.park(this);
            }
            boolean ignored = Thread.interrupted();   // a park with the interrupt set would not park
        }
        watches.values().forEach(CarrierWatch::close);
    }

    /** Says that it sleeps, then looks once more. This thread only. @return false: work waits, it stays awake */
    boolean fallsAsleep() {
        on = false;                    // pair TICK_SLEEP: write on, then read waits
        if (anyWaits()) {
            on = true;
        }
        return !on;
    }

    private void watchWhileWorkWaits() {
        long periodNanos = SHORTEST_NANOS;
        int quiet = 0;
        while (!stopping && quiet < QUIET_LOOKS) {
            LockSupport.parkNanos(this, periodNanos);
            boolean busy = lookAtAll();
            quiet = busy ? 0 : quiet + 1;
            periodNanos = busy ? SHORTEST_NANOS : Math.min(periodNanos * 2, LONGEST_NANOS);
            forgetEndedCarriers();
        }
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
            if (carrier.tid() != 0) {
                watches.computeIfAbsent(carrier, CarrierWatch::new).look(pool.marks(), pace);
            }
        }
    }

    private boolean anyWaits() {
        return pools.stream().anyMatch(WorkerPool::workWaits);
    }
}
