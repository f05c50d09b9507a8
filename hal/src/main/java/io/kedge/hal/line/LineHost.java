package io.kedge.hal.line;

import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.LineState;

/**
 * What an open line asks its board for.
 *
 * @param <P> the port it gets: an {@link InputPort}, or that of an output
 */
public interface LineHost<P> {

    /**
     * A line of the board that is ours.
     *
     * @param info where it was found
     * @param port the board's side of it
     */
    record Had<P>(LineInfo info, P port) { }

    /**
     * Finds the line and requests it. Any thread.
     *
     * @param config what the line shall be now
     * @param gone   called by any thread, gpio-irq too, when the line's chip was taken away; must not wait
     * @throws LineException if it cannot be had; the message says why
     */
    Had<P> request(LineConfig config, Runnable gone);

    /** The line has stopped working, or works again. */
    void became(LineState state, String reason);

    /** The line is being closed: first of all, once. */
    void forget();

    /** The input is closed: last of all, once. */
    default void ended(LineCounters did) { }
}
