package io.kedge.runtime.timer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.linux.LinuxException;
import io.kedge.runtime.work.NanoClock;

/**
 * The thread {@code work-timer}: gives the timer its turns, and does what else must be done by a thread that has a stack
 * and holds no lock. The only thread of an engine that has no work.
 */
public final class TimerThread extends Thread {

    /** Something the thread does whenever it is awake. */
    @FunctionalInterface
    public interface Chore {
        /** @return nanoseconds until it must be called again; {@link Long#MAX_VALUE}: when the alarm rings */
        long run();
    }

    private static final int NICE = -19;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);   // of a chore for which there was no memory

    private final Timer timer;                        // C
    private final Chore chore;                        // C
    private final Consumer<LinuxException> refused;   // C
    private volatile boolean rung;                    // A   kept beside the park permit, which a chore's own waiting may use up
    private volatile boolean stopping;                // set once

    /** Makes the thread with its timer; it does not start. */
    public TimerThread(NanoClock clock, Chore chore, Consumer<LinuxException> refused) {
        super("work-timer");
        this.timer = new Timer(clock, this::ring);
        this.chore = chore;
        this.refused = refused;
        setDaemon(true);
    }

    public Timer timer() {
        return timer;
    }

    /** Has the thread take another turn. Any thread. */
    public void ring() {
        rung = true;
        LockSupport.unpark(this);
    }

    /** Ends the thread; what is armed does not fire any more. */
    public void end() {
        stopping = true;
        ring();
    }

    @Override
    public void run() {
        CurrentThread.finestTimerSlack();
        CurrentThread.tryNice(NICE, refused);
        while (!stopping) {
            rung = false;
            long choreNanos = choreTurn();   // comes first: the timer must not oversleep by what the chore takes
            long waitNanos = Math.min(choreNanos, timer.turn());
            if (rung || stopping || waitNanos == 0) {
                continue;
            }
            if (waitNanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, waitNanos);
            }
            boolean ignored = Thread.interrupted();   // a park with the interrupt set would not park
        }
    }

    private long choreTurn() {
        try {
            return chore.run();
        } catch (OutOfMemoryError again) {
            return RETRY_NANOS;
        }
    }
}
