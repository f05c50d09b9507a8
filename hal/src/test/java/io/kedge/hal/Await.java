package io.kedge.hal;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, at most as long as a machine under heavy load may need. */
public final class Await {
    private static final long DEADLINE_NANOS = 30_000_000_000L;
    private static final long LOOK_NANOS = 200_000;

    private Await() { }

    /** Fails with what the supplier says if the condition does not come true in time. */
    public static void until(BooleanSupplier condition, Supplier<String> otherwise) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE_NANOS) {
                throw new AssertionError("waited in vain: " + otherwise.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
