package io.kedge.hal.api;

import io.smallrye.mutiny.Multi;

/** An input that is open. All methods may be called by any thread; none waits unless it says so. */
public interface InputLine extends AutoCloseable {

    /** {@return what it was opened with, and its debounce as it is now} */
    LineConfig config();

    /**
     * Changes the debounce of the open line: edges stamped before the call are decided by the old one. A movement that is under way
     * goes on under the new one with its first edge and its bounces; a lock-out too, if the new policy has one. A window of counted
     * edges ends: it is told if it is full, else its edges are swallowed, and a count begins with nothing. No level is told twice
     * and none is left out. Of calls that come
     * faster than the bottom half runs the last one counts.
     *
     * @throws IllegalArgumentException if the policy does not fit the line's edges; the message names the line
     * @throws LineException if the line is closed, or the old or the new policy is {@link Debounce.Policy#KERNEL}, which is part of
     *     the request to the kernel
     */
    void debounce(Debounce debounce);

    /** {@return the chip and offset it was found at, the last time} */
    LineInfo info();

    /**
     * {@return the logical level now, read from the board, not debounced}
     *
     * @throws LineException if the line is closed or degraded
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

    /** {@return whether it works} */
    LineState state();

    /** {@return what it did since it was opened} */
    LineCounters counters();

    /**
     * Gives the line back. Waits until a running bottom half has ended, unless it is the caller; no handler is called
     * afterwards, streams complete. A second call does nothing.
     */
    @Override
    void close();
}
