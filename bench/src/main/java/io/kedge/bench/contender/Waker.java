package io.kedge.bench.contender;

import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.linux.Futex;
import org.jspecify.annotations.Nullable;

/**
 * The least there can be: one bound thread that waits and runs the task it was woken for; no queue, no second task before
 * the first has begun. It waits in LockSupport.park, or in futex(2) called by FFM.
 */
public final class Waker implements Executes {

    /** How a thread is put to sleep and woken. */
    private interface Permit {
        /** Returns once {@link #give} was called since it returned last. */
        void take();

        void give();
    }

    private final String configuration;
    private final Permit permit;
    private final Thread thread;
    private volatile @Nullable Runnable next;
    private volatile boolean ending;

    private Waker(String configuration, Permit permit, int cpu) {
        this.configuration = configuration;
        this.permit = permit;
        this.thread = Threads.boundTo(cpu).newThread(this::serve);
    }

    /** {@return one that waits in LockSupport.park} */
    public static Waker byPark(int cpu) {
        return new Waker("one thread in LockSupport.park", new Park(), cpu).started();
    }

    /** {@return one that waits in futex(2)} */
    public static Waker byFutex(int cpu) {
        return new Waker("one thread in futex(2), called by FFM", new ByFutex(), cpu).started();
    }

    private Waker started() {
        thread.start();
        return this;
    }

    @Override
    public String configuration() {
        return configuration;
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        return () -> {
            next = task;
            permit.give();
        };
    }

    private void serve() {
        for (permit.take(); !ending; permit.take()) {
            Runnable task = next;
            next = null;
            if (task != null) {
                task.run();
            }
        }
    }

    @Override
    public void close() {
        ending = true;
        permit.give();
    }

    private static final class Park implements Permit {
        private volatile boolean given;
        private volatile @Nullable Thread sleeper;

        @Override
        public void take() {
            sleeper = Thread.currentThread();
            while (!given) {
                LockSupport.park(this);
            }
            given = false;
        }

        @Override
        public void give() {
            given = true;
            LockSupport.unpark(sleeper);
        }
    }

    private static final class ByFutex implements Permit {
        private final Futex word = new Futex();
        private int seen = word.value();

        @Override
        public void take() {
            while (word.value() == seen) {
                word.await(seen);
            }
            seen = word.value();
        }

        @Override
        public void give() {
            word.advanceAndWakeOne();
        }
    }
}
