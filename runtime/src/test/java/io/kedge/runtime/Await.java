package io.kedge.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Waits for something that has no gate: looks again and again, until a deadline that only a defect reaches. */
public final class Await {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Await() { }

    /** Waits until the condition holds; fails with what is seen then if it never does. */
    public static void until(BooleanSupplier condition, Supplier<?> seen) {
        long startNanos = System.nanoTime();
        long deadlineNanos = TimeUnit.SECONDS.toNanos(EngineExtension.DEADLINE_SECONDS);
        boolean holds = condition.getAsBoolean();
        while (!holds && System.nanoTime() - startNanos < deadlineNanos) {
            LockSupport.parkNanos(LOOK_NANOS);
            holds = condition.getAsBoolean();
        }
        assertTrue(holds, () -> "it did not come to this: " + seen.get());
    }
}
