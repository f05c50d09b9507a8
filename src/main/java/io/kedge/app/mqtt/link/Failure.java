package io.kedge.app.mqtt.link;

import static java.util.Objects.requireNonNull;

/**
 * Why there is no connection.
 *
 * @param outlook when it makes sense to try again
 * @param message one sentence for a person, with the cure
 */
public record Failure(Outlook outlook, String message) {

    /** When it makes sense to try again. */
    public enum Outlook {
        /** Soon: it may pass by itself. */
        PASSING,
        /** Later: the broker has too much to do. */
        BUSY,
        /** Seldom: a person must do something first. */
        NEEDS_CURE
    }

    /** Refuses null. */
    public Failure {
        requireNonNull(outlook, "outlook");
        requireNonNull(message, "message");
    }

    /** {@return a failure that may pass by itself} */
    public static Failure passing(String message) {
        return new Failure(Outlook.PASSING, message);
    }

    /** {@return a failure that a person must remove} */
    public static Failure needsCure(String message) {
        return new Failure(Outlook.NEEDS_CURE, message);
    }
}
