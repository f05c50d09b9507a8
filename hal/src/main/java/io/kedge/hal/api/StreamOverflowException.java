package io.kedge.hal.api;

import java.io.Serial;

/** Ends a stream whose subscriber let more events pile up than its {@link OverflowPolicy} keeps. */
public final class StreamOverflowException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Names the stream and what it kept. */
    public StreamOverflowException(String stream, int capacity) {
        super("stream of " + stream + ": its subscriber is " + capacity
                + " events behind; ask for more, raise the capacity, or let it drop the oldest");
    }
}
