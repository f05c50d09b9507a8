package io.kedge.runtime.watch;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.linux.LinuxException;

/** The thread {@code work-tick}: gives the tick its turns. */
public final class TickThread extends Thread implements Tick.Turns {
    private static final int NICE = -19;
    private static final long RETRY_NANOS = 100_000_000;   // each attempt costs a collection of a heap that is full

    private final Tick tick;                          // C
    private final Consumer<LinuxException> refused;   // C
    private volatile boolean stopping;                // set once

    public TickThread(Tick tick, Consumer<LinuxException> refused) {
        super("work-tick");
        this.tick = tick;
        this.refused = refused;
        setDaemon(true);
    }

    @Override
    public void ring() {
        LockSupport.unpark(this);
    }

    /** Ends the thread, if it has started. */
    public void end() {
        stopping = true;
        ring();
    }

    @Override
    public void run() {
        CurrentThread.tryNice(NICE, refused);
        while (!stopping) {
            long waitNanos = turn();
            if (stopping || waitNanos == 0) {
                continue;
            }
            if (waitNanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, waitNanos);
            }
            boolean ignored = Thread.interrupted();   // a park with the interrupt set would not park
        }
        tick.close();
    }

    private long turn() {
        try {
            return tick.turn();
        } catch (OutOfMemoryError noMemoryToLook) {
            tick.turnOn();   // it may have been about to fall asleep
            return RETRY_NANOS;
        }
    }
}
