package io.kedge.hal.api;

import io.smallrye.mutiny.Multi;

/** An input that is open. All methods may be called by any thread; none waits unless it says so. */
public interface InputLine extends AutoCloseable {

    /** {@return what it was opened with} */
    LineConfig config();

    /** {@return the chip and offset it was found at} */
    LineInfo info();

    /**
     * {@return the logical level now, read from the board, not debounced}
     *
     * @throws LineException if the line is closed
     */
    boolean active();

    /** Adds a handler for debounced events. Each gets every event from now on, in order, in the line's work item. */
    Registration onEvent(LineHandler handler);

    /** Adds a handler for raw edges, before the debounce. Costs an object for each edge while there is one. */
    Registration onEdge(EdgeHandler handler);

    /**
     * {@return a stream of debounced events, hot: each subscriber gets what comes after it subscribed and has a buffer of
     * its own} Completes when the line is closed. Items are emitted by the line's worker, or by the thread that requests.
     */
    Multi<LineEvent> events(OverflowPolicy policy);

    /** {@return what it did since it was opened} */
    LineCounters counters();

    /**
     * Gives the line back. Waits until a running bottom half has ended, unless it is the caller; no handler is called
     * afterwards, streams complete. A second call does nothing.
     */
    @Override
    void close();
}
