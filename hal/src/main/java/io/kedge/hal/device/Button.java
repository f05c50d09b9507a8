package io.kedge.hal.device;

import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.Registration;
import io.kedge.runtime.api.Workqueue;

/**
 * A push button: presses, releases, clicks, double clicks, long presses and repeats. It listens to an open line, whose debounce says
 * what a press is, and waits on a delayed item. All methods may be called by any thread; handlers are called by workers.
 */
public final class Button implements AutoCloseable {
    private final Handlers<ButtonEvent> handlers;
    private final LineDriver driver;

    private Button(InputLine line, Workqueue workqueue, ButtonTiming timing) {
        String id = line.config().id();
        this.handlers = new Handlers<>("button " + id);
        this.driver = new LineDriver(line, workqueue,
                new Gestures(timing, line.active(), (action, nanos) -> handlers.tell(new ButtonEvent(id, action, nanos))));
    }

    /**
     * {@return a button on a line that is open; the line stays its opener's}
     *
     * @param workqueue where that is decided for which no edge comes
     * @throws IllegalArgumentException if the line tells of one edge only, or counts edges instead of telling levels
     * @throws io.kedge.hal.api.LineException if the line is closed or degraded
     */
    public static Button on(InputLine line, Workqueue workqueue, ButtonTiming timing) {
        LineDriver.requireLevels(line, "button");
        return new Button(line, workqueue, timing);
    }

    /** Adds a handler; it gets everything from now on, in order. */
    public Registration onEvent(DeviceHandler<? super ButtonEvent> handler) {
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
