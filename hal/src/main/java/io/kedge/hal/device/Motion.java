package io.kedge.hal.device;

import java.time.Duration;

import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.Registration;
import io.kedge.runtime.api.Workqueue;

/**
 * A motion sensor: motion begins with the line's first active edge, at once, and ends when the line has been inactive for the hold time;
 * what comes before that prolongs it. A sensor that is active from the start begins with its next edge. All methods may be called by any
 * thread; handlers are called by workers.
 */
public final class Motion implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Handlers<MotionEvent> handlers;
    private final LineDriver driver;

    private Motion(InputLine line, Workqueue workqueue, Duration hold) {
        String id = line.config().id();
        this.handlers = new Handlers<>("motion sensor " + id);
        this.driver = new LineDriver(line, workqueue, new HoldTime(hold.toNanos(),
                (moving, nanos, since) -> handlers.tell(new MotionEvent(id, moving, nanos, Duration.ofNanos(nanos - since)))));
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
        LineDriver.requireLevels(line, "motion sensor");
        return new Motion(line, workqueue, hold);
    }

    /** Adds a handler; it gets everything from now on, in order. */
    public Registration onEvent(DeviceHandler<? super MotionEvent> handler) {
        return handlers.add(handler);
    }

    /** {@return calls of handlers that threw} */
    public long failures() {
        return handlers.failures();
    }

    /** Listens no longer; the line stays open. Waits for a handler that runs, unless it is the caller. A second call does nothing. */
    @Override
    public void close() {
        driver.close();
    }
}
