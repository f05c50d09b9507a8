package io.kedge.runtime.shortage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.pool.PoolLock;
import org.jspecify.annotations.Nullable;

/** Fills the heap, then has a thread wait for a pool's lock, and its holder wake it: both for the first time in this process. */
final class FirstWait extends Thread {
    private static final int CONTENDED = 2;   // of PoolLock
    private static final long LOOK_NANOS = 100_000;

    private final PoolLock lock = new PoolLock();
    private volatile boolean shallLock;
    private volatile boolean done;
    private volatile @Nullable OutOfMemoryError failure;

    public static void main(String... args) throws ReflectiveOperationException {
        VarHandle state = MethodHandles.privateLookupIn(PoolLock.class, MethodHandles.lookup())
                .findVarHandle(PoolLock.class, "state", int.class);
        FirstWait waiter = new FirstWait();
        waiter.start();
        waiter.lock.lock();
        boolean early = waiter.isThere(state);   // what is called for the first time takes memory
        HeapHog.fill();
        waiter.shallLock = true;
        while (!waiter.isThere(state)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        waiter.lock.unlock();
        while (!waiter.done) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        boolean full = HeapHog.isStillFull();
        HeapHog.empty();
        System.out.println("early " + early + ", full " + full + ", failure " + waiter.failure);
    }

    private boolean isThere(VarHandle state) {
        return done || (int) state.getVolatile(lock) == CONTENDED;
    }

    @Override
    public void run() {
        while (!shallLock) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        try {
            lock.lock();
            lock.unlock();
        } catch (OutOfMemoryError inTheLock) {
            failure = inTheLock;
        }
        done = true;
    }
}
