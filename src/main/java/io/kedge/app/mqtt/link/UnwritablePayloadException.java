package io.kedge.app.mqtt.link;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/** A body is no JSON object: a mistake in our own code. */
final class UnwritablePayloadException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnwritablePayloadException(Object body, @Nullable Throwable cause) {
        super("a body of " + body.getClass().getName() + " is not written as a JSON object", cause);
    }
}
