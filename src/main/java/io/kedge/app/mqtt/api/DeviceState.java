package io.kedge.app.mqtt.api;

/**
 * What the topic {@code state} says while the link is up; {@code offline} is said by the link and by the broker only.
 */
public enum DeviceState {
    /** All works. */
    ONLINE,
    /** Work is frozen on purpose; the reasons say for what. */
    FROZEN,
    /** Works, with something missing; the reasons say what. */
    DEGRADED
}
