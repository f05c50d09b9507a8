package io.kedge.hal.api;

import java.time.Duration;

/** Durations as profiles have them: {@code 20ms}. */
public final class DurationText {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private DurationText() { }

    /** {@return the duration in the largest of s, ms, us and ns that it is a whole number of} */
    public static String of(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos % NANOS_PER_SECOND == 0) {
            return nanos / NANOS_PER_SECOND + "s";
        }
        if (nanos % NANOS_PER_MILLI == 0) {
            return nanos / NANOS_PER_MILLI + "ms";
        }
        return nanos % NANOS_PER_MICRO == 0 ? nanos / NANOS_PER_MICRO + "us" : nanos + "ns";
    }
}
