package io.kedge.hal.device;

import java.time.Duration;

import io.kedge.hal.api.InputLine;
import io.kedge.runtime.api.Workqueue;

/**
 * A motion sensor: motion begins with the line's first active edge, at once, and ends when the line has been inactive for the hold time;
 * what comes before that prolongs it. A sensor that is active from the start begins with its next edge.
 */
public final class Motion extends Device<MotionEvent> {
    private static final Duration LONGEST = Duration.ofHours(24);

    private Motion(InputLine line, Workqueue workqueue, Duration hold) {
        super("motion sensor", line, workqueue, told -> {
            String id = line.config().id();
            return new HoldTime(hold.toNanos(),
                    (moving, nanos, since) -> told.accept(new MotionEvent(id, moving, nanos, Duration.ofNanos(nanos - since))));
        });
    }

    /**
     * {@return a sensor on a line that is open; the line stays its opener's}
     *
     * @param workqueue where the end is found
     * @param hold      how long after the last motion it is over, 0 to 24 hours
     * @throws IllegalArgumentException if the hold time is out of range, or the line tells of one edge only, or counts edges
     */
    public static Motion on(InputLine line, Workqueue workqueue, Duration hold) {
        if (hold.isNegative() || hold.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("hold time of " + line.config().id() + " must be 0 to 24 hours, was " + hold);
        }
        return new Motion(line, workqueue, hold);
    }
}
