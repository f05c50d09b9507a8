package io.kedge.runtime.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The pool's lock: one holder at a time, and nobody who waits for it is forgotten. */
public class PoolLockStress {
    private static final int ABOUT_AS_LONG_AS_A_WAITER_SPINS = 100;

    /** Short sections: who comes second spins. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "first the one, then the other")
    @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "first the other, then the one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both held the lock at the same time")
    @State
    public static class OneHolder {
        private final PoolLock lock = new PoolLock();
        private int entered;

        @Actor
        public void one(II_Result result) {
            result.r1 = enter();
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = enter();
        }

        private int enter() {
            lock.lock();
            try {
                return ++entered;
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Long sections, one after the other: who comes second blocks its thread, and must be woken. A lost wake-up
     * hangs.
     */
    @JCStressTest
    @Outcome(id = "6", expect = Expect.ACCEPTABLE, desc = "each waiter was woken by the holder that released before it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both held the lock at the same time")
    @State
    public static class NoWaiterForgotten {
        private final PoolLock lock = new PoolLock();
        private int entered;

        @Actor
        public void one() {
            enterThreeTimes();
        }

        @Actor
        public void other() {
            enterThreeTimes();
        }

        @Arbiter
        public void count(I_Result result) {
            lock.lock();
            result.r1 = entered;
            lock.unlock();
        }

        private void enterThreeTimes() {
            for (int time = 0; time < 3; time++) {
                lock.lock();
                try {
                    int before = entered;
                    spin();
                    entered = before + 1;
                } finally {
                    lock.unlock();
                }
            }
        }

        private static void spin() {
            long spins = ABOUT_AS_LONG_AS_A_WAITER_SPINS + (System.nanoTime() & 0xff);
            for (long spin = 0; spin < spins; spin++) {
                Thread.onSpinWait();
            }
        }
    }
}
