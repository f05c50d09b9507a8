package io.kedge.profile.model;

/** What of a line goes out over MQTT. */
public enum Publish {
    /** Nothing. */
    NOTHING("nothing", false, false),
    /** Each debounced event, on {@code event/LINE}. */
    EVENTS("events", true, false),
    /** The last level or count, on {@code value/LINE}. */
    VALUE("value", false, true),
    /** Both. */
    ALL("all", true, true);

    private final String key;
    private final boolean events;
    private final boolean value;

    Publish(String key, boolean events, boolean value) {
        this.key = key;
        this.events = events;
        this.value = value;
    }

    /** {@return the word that stands in a profile after {@code publish:}} */
    public String key() {
        return key;
    }

    /** {@return whether each debounced event goes out} */
    public boolean events() {
        return events;
    }

    /** {@return whether the last level or count goes out} */
    public boolean value() {
        return value;
    }

    /** {@return what a line of this kind publishes unless it says otherwise} */
    public static Publish defaultOf(LineKind kind) {
        return switch (kind) {
            case BUTTON, CONTACT, MOTION -> ALL;
            case PULSE_COUNTER, RELAY, LED -> VALUE;
        };
    }
}
