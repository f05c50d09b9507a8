package io.kedge.runtime.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** The pool's lock: one holder at a time, and nobody who waits for it is forgotten. */
public class PoolLockStress {
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(5);   // no machine is that busy
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

    /** Sections about as long as a waiter spins before it blocks its thread: it must be woken then. */
    @JCStressTest
    @Outcome(id = "6, false", expect = Expect.ACCEPTABLE,
            desc = "each waiter was woken by the holder that released before it")
    @Outcome(id = "6, true", expect = Expect.FORBIDDEN,
            desc = "a waiter slept on beside a free lock, until it was rescued")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both held the lock at the same time")
    @State
    public static class NoWaiterForgotten {
        private final PoolLock lock = new PoolLock();
        private final AtomicInteger finished = new AtomicInteger();
        private int entered;
        private volatile boolean forgotten;

        @Actor
        public void one() {
            enterThreeTimes();
        }

        @Actor
        public void other() {
            enterThreeTimes();
        }

        @Arbiter
        public void count(IZ_Result result) {
            lock.lock();
            result.r1 = entered;
            lock.unlock();
            result.r2 = forgotten;
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
            long startNanos = System.nanoTime();
            finished.incrementAndGet();
            while (finished.get() < 2 && !forgotten) {
                Thread.onSpinWait();
                if (System.nanoTime() - startNanos > LOST_NANOS) {
                    forgotten = true;
                    rescue();
                }
            }
        }

        private static void spin() {
            long spins = ABOUT_AS_LONG_AS_A_WAITER_SPINS + (System.nanoTime() & 0xff);
            for (long spin = 0; spin < spins; spin++) {
                Thread.onSpinWait();
            }
        }

        /** A second waiter makes the holder wake one: the one that has slept for longer. */
        private void rescue() {
            lock.lock();
            Thread second = Thread.ofPlatform().start(() -> {
                lock.lock();
                lock.unlock();
            });
            LockSupport.parkNanos(LOST_NANOS / 10);
            lock.unlock();
            while (second.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }
}
