package io.kedge.bench;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/** One thread waits, blocked, until another one rings. Used alike by the engine's benchmarks and by their peers'. */
public final class Bell {
    private volatile @Nullable Thread waiter;
    private volatile boolean rung;

    /** Gets ready for the next ring, before anybody can ring. */
    public void arm(Thread whoWillWait) {
        waiter = whoWillWait;
        rung = false;
    }

    public void ring() {
        Thread waiting = waiter;
        rung = true;
        LockSupport.unpark(waiting);
    }

    public void await() {
        while (!rung) {
            LockSupport.park(this);
        }
    }
}
