package io.kedge.runtime.carrier;

import java.util.concurrent.locks.LockSupport;

/** Where one thread waits to be woken. A wake-up that comes before the wait ends it at once; several count as one. */
final class WakePermit {
    private final Thread sleeper;       // C
    private volatile boolean granted;   // A   set by wake, cleared by the sleeper

    WakePermit(Thread sleeper) {
        this.sleeper = sleeper;
    }

    /** Any thread. */
    void wake() {
        granted = true;
        LockSupport.unpark(sleeper);
    }

    /** Waits. The sleeper only. @return false if the time passed first */
    boolean await(long nanos) {
        long deadlineNanos = System.nanoTime() + nanos;
        while (!granted) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, left);
            boolean ignored = Thread.interrupted();   // a park with the interrupt set would not park
        }
        granted = false;
        return true;
    }
}
