package io.kedge.runtime.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.kedge.runtime.linux.Futex;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one pool, or of something that is changed under one. Not reentrant. A thread that has to wait spins shortly, then blocks the operating-system thread:
 * it never parks a virtual thread, which would look like the item's own sleep, and never spins for long, which would
 * invert priorities on one core (DESIGN D11).
 *
 * <pre>
 *   FREE      -> HELD        taken
 *   FREE      -> CONTENDED   taken by one that has waited; others may still wait
 *   HELD      -> CONTENDED   another one is going to wait
 *   HELD      -> FREE        released, nobody waits
 *   CONTENDED -> FREE        released, one waiter is woken
 * </pre>
 */
public final class PoolLock {
    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int CONTENDED = 2;
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 400 : 0;
    private static final int FIRST_PAUSE = 8;      // between two looks, each of which takes the line from the lock's holder
    private static final int LONGEST_PAUSE = 64;
    private static final boolean CHECKED = PoolLock.class.desiredAssertionStatus();
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(PoolLock.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
        PoolLock first = new PoolLock();   // what is called for the first time takes memory, as in Futex
        first.lock();
        first.unlock();
    }

    private final Futex wakeUps = new Futex();   // C   counts the wake-ups, so that none is missed between look and wait
    private volatile int state;                  // A
    private @Nullable Thread owner;              // its holder; kept only while assertions are on

    public void lock() {
        if (!STATE.compareAndSet(this, FREE, HELD)) {
            lockContended();
        }
        if (CHECKED) {
            owner = Thread.currentThread();
        }
    }

    public void unlock() {
        if (CHECKED) {
            owner = null;
        }
        if ((int) STATE.getAndSet(this, FREE) == CONTENDED) {
            wakeUps.advanceAndWakeOne();
        }
    }

    /** For assertions only: without them it does not know. */
    boolean isMine() {
        return !CHECKED || owner == Thread.currentThread();
    }

    private void lockContended() {
        int pause = FIRST_PAUSE;
        for (int spin = 0; spin < SPINS; spin += pause) {
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            if (state == FREE && STATE.compareAndSet(this, FREE, HELD)) {
                return;
            }
            pause = pause < LONGEST_PAUSE ? pause * 2 : pause;   // no Math.min: its first call may take memory
        }
        for (;;) {
            int seen = wakeUps.value();
            if ((int) STATE.getAndSet(this, CONTENDED) == FREE) {
                return;
            }
            wakeUps.await(seen);
        }
    }
}
