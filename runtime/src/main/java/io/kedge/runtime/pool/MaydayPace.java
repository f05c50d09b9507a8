package io.kedge.runtime.pool;

import java.util.concurrent.TimeUnit;

/**
 * When a pool that cannot get a thread calls the rescuers of the workqueues whose items wait there (R129).
 *
 * @param firstNanos after so long for the first time, 1 or more
 * @param everyNanos then again each time that so much has passed, 1 or more
 */
public record MaydayPace(long firstNanos, long everyNanos) {

    /** The kernel's: after 10 ms, then each 100 ms. */
    public static final MaydayPace STANDARD = new MaydayPace(TimeUnit.MILLISECONDS.toNanos(10), TimeUnit.MILLISECONDS.toNanos(100));

    public MaydayPace {
        if (firstNanos < 1 || everyNanos < 1) {
            throw new IllegalArgumentException("rescuers must be called after 1 ns or more, was " + firstNanos
                    + " ns for the first time, then each " + everyNanos + " ns");
        }
    }
}
