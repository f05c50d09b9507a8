package io.kedge.hal.api;

import java.io.Serial;

/** A line cannot be had or used as asked. The message names the line, the reason and the cure, and is fit for a user. */
public final class LineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Says what is wrong in one sentence. */
    public LineException(String message) {
        super(message);
    }
}
