package io.kedge.app.mqtt.api;

import java.io.Serial;

/** A setting of the link cannot be used. The message names the value and the cure and is fit for a user. */
public final class BadSettingException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String message;

    /** Says what is wrong in one sentence. */
    public BadSettingException(String message) {
        super(message);
        this.message = message;
    }

    /** {@return what is wrong, never null} */
    @Override
    public String getMessage() {
        return message;
    }
}
