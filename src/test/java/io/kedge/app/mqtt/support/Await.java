package io.kedge.app.mqtt.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline that only a failing test meets. */
public final class Await {
    /** Long enough for a slow machine under load. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private static final int MOST_SEEN = 2_000;

    private Await() { }

    /** Waits until the condition holds; fails with what it looked like at the end. */
    public static void until(String what, BooleanSupplier condition, Supplier<?> seen) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE.toNanos()) {
                String end = String.valueOf(seen.get());
                throw new AssertionError(what + " did not happen within " + DEADLINE.toSeconds() + " s; seen: "
                        + end.substring(Math.max(0, end.length() - MOST_SEEN)));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** {@return whether the condition holds during all of this time} For what must not happen. */
    public static boolean holdsFor(Duration time, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            if (!condition.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
