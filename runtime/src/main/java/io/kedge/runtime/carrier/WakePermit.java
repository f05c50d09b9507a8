package io.kedge.runtime.carrier;

import java.util.concurrent.locks.LockSupport;

/** Where one thread waits to be woken. A wake-up that comes before the wait ends it at once; several count as one. */
final class WakePermit {
    private volatile Thread sleeper;    // changed before its first wait
    private volatile boolean granted;   // A   set by wake, cleared by the sleeper
    private long waitedNanos;           // the sleeper

    WakePermit(Thread sleeper) {
        this.sleeper = sleeper;
    }

    /** The calling thread is the sleeper from now on. */
    void sleepsHere() {
        sleeper = Thread.currentThread();
    }

    /** Any thread. */
    void wake() {
        granted = true;
        LockSupport.unpark(sleeper);
    }

    /** Waits. The sleeper only. @return false if the time passed first */
    boolean await(long nanos) {
        long startNanos = System.nanoTime();
        for (;;) {
            waitedNanos = System.nanoTime() - startNanos;
            if (granted) {
                granted = false;
                return true;
            }
            if (waitedNanos >= nanos) {
                return false;
            }
            LockSupport.parkNanos(this, nanos - waitedNanos);
            boolean ignored = Thread.interrupted();   // a park with the interrupt set would not park
        }
    }

    /** {@return how long the latest wait took} The sleeper only. */
    long waitedNanos() {
        return waitedNanos;
    }
}
