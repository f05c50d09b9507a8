package io.kedge.profile.model;

import io.kedge.hal.api.LineConfig;

import static java.util.Objects.requireNonNull;

/**
 * One line of a profile.
 *
 * @param kind        what is wired to it
 * @param config      how it is opened; an output's safe level is its {@code initialActive}
 * @param publish     what of it goes out over MQTT
 * @param description what the user says of it, empty if nothing
 * @param place       where it stands in the profile
 */
public record ProfileLine(LineKind kind, LineConfig config, Publish publish, String description, Place place) {

    /** Refuses null. */
    public ProfileLine {
        requireNonNull(kind, "kind");
        requireNonNull(config, "config");
        requireNonNull(publish, "publish");
        requireNonNull(description, "description");
        requireNonNull(place, "place");
    }

    /** {@return the line's id} */
    public String id() {
        return config.id();
    }
}
