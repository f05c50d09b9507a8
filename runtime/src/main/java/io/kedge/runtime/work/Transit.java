package io.kedge.runtime.work;

import java.util.concurrent.locks.LockSupport;

/** Taking a pending item back, and waiting for one to end: what every cancel, disable, modify and flush is made of. */
public final class Transit {
    private static final int SPINS = 64;
    private static final long NAP_NANOS = 20_000;

    private Transit() { }

    /**
     * Makes the caller the item's owner, wherever it is (kernel: try_to_grab_pending). Any thread; waits only while
     * somebody else moves the item.
     *
     * @return true if it was pending: armed or queued
     */
    public static boolean own(WorkItem item) {
        StackProbe.touch();
        for (int attempt = 0; ; attempt++) {
            switch (item.grab()) {
                case WAS_IDLE -> {
                    return false;
                }
                case WAS_ARMED -> {
                    return true;
                }
                case IS_QUEUED -> {
                    ItemHost host = item.host();
                    if (host != null && host.takeOff(item)) {
                        return true;
                    }
                    pause(attempt);   // it is elsewhere by now, or its poster has not come so far
                }
                case IS_WAITING -> throw new UnsupportedOperationException("work that waits for a grace period can be neither"
                        + " cancelled nor disabled: flush it");
                case IN_TRANSIT -> pause(attempt);
            }
        }
    }

    /**
     * Waits for the pending instance, else for the running one.
     *
     * @param flushes whether the caller depends on its end; else it has been cancelled
     * @return whether there was one
     */
    static boolean awaitEnd(WorkItem item, boolean flushes) throws InterruptedException {
        StackProbe.touch();
        boolean wasArmed = item.hurry();   // by the time we look it may have run
        FlushWaiter waiter = new FlushWaiter();
        for (int attempt = 0; ; attempt++) {
            ItemHost host = item.host();
            Placement place = host == null ? null : host.join(item, waiter);
            if (place != null) {
                if (flushes) {
                    place.awaitedByCaller();
                }
                waiter.await();
                return true;
            }
            if (!item.isInTransit() && host == item.host()) {
                return wasArmed;
            }
            pause(attempt);
        }
    }

    private static void pause(int attempt) {
        if (attempt < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(NAP_NANOS);   // the owner lost its CPU: let it have ours
        }
    }
}
