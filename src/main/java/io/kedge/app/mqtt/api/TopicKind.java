package io.kedge.app.mqtt.api;

import java.util.Locale;

/** The kinds of topics below {@code kedge/<shard>/<device>/}, with the flags each message on them carries. */
public enum TopicKind {
    /** {@code state}: online, frozen, degraded, offline. The link's own. */
    STATE(1, true, false),
    /** {@code info}: what this device is. */
    INFO(1, true, false),
    /** {@code event/<line>}: a debounced event. */
    EVENT(1, false, true),
    /** {@code value/<line>}: the last value of a line or counter. */
    VALUE(0, true, false),
    /** {@code stats/<table>}: counters since start. */
    STATS(0, false, true),
    /** {@code schema/<name>}: the JSON Schema of a payload. */
    SCHEMA(0, true, false);

    private final int qos;
    private final boolean retained;
    private final boolean stream;

    TopicKind(int qos, boolean retained, boolean stream) {
        this.qos = qos;
        this.retained = retained;
        this.stream = stream;
    }

    /** {@return 0 or 1} */
    public int qos() {
        return qos;
    }

    /** {@return whether the broker keeps the last message; then only the last one is worth sending after an outage} */
    public boolean retained() {
        return retained;
    }

    /** {@return whether its messages are counted by {@code seq} and {@code dropped}} */
    public boolean stream() {
        return stream;
    }

    /** {@return the stream of a topic: one for all events, one for each table of statistics} */
    public String streamOf(String name) {
        return this == STATS ? "stats/" + name : prefix();
    }

    /** {@return the topic below the device's, for instance {@code event/door}} */
    public String path(String name) {
        return name.isEmpty() ? prefix() : prefix() + "/" + name;
    }

    private String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
