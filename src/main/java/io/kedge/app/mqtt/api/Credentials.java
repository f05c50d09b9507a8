package io.kedge.app.mqtt.api;

import static java.util.Objects.requireNonNull;

/**
 * What the broker asks for.
 *
 * @param user     user name
 * @param password password, never printed
 */
public record Credentials(String user, String password) {

    /** Refuses null and a blank user. */
    public Credentials {
        requireNonNull(password, "password");
        if (user.isBlank()) {
            throw new BadSettingException("the broker's user name is blank; leave user and password out, or set both");
        }
    }

    /** {@return the user only} */
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
