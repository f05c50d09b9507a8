package io.kedge.hal.device;

import io.kedge.hal.api.InputLine;
import io.kedge.runtime.api.Workqueue;

/**
 * A push button: presses, releases, clicks, double clicks, long presses and repeats. The line's debounce says what a press is; a
 * delayed item tells of what comes without an edge.
 */
public final class Button extends Device<ButtonEvent> {

    private Button(InputLine line, Workqueue workqueue, ButtonTiming timing) {
        super("button", line, workqueue, told -> {
            String id = line.config().id();
            return new Gestures(timing, line.active(), (action, nanos) -> told.accept(new ButtonEvent(id, action, nanos)));
        });
    }

    /**
     * {@return a button on a line that is open; the line stays its opener's}
     *
     * @param workqueue where that is decided for which no edge comes
     * @throws IllegalArgumentException if the line tells of one edge only, or counts edges instead of telling levels
     * @throws io.kedge.hal.api.LineException if the line is closed or degraded
     */
    public static Button on(InputLine line, Workqueue workqueue, ButtonTiming timing) {
        return new Button(line, workqueue, timing);
    }
}
