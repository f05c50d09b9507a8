package io.kedge.app.mqtt.api;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A message before the link has it: the link adds {@code v}, {@code boot}, {@code seq}, {@code dropped}, {@code ts} and
 * {@code clock}.
 *
 * @param kind   which kind of topic
 * @param name   the rest of the topic: a line, a table, a schema; empty for {@code state} and {@code info}
 * @param body   a record that becomes the payload's own fields, names in snake_case; for a schema the whole document
 * @param expiry after this time the message is worth nothing; null if it stays worth sending
 */
public record Draft(TopicKind kind, String name, Object body, @Nullable Duration expiry) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Refuses a name that cannot be a topic level. */
    public Draft {
        requireNonNull(kind, "kind");
        requireNonNull(body, "body");
        boolean named = kind != TopicKind.STATE && kind != TopicKind.INFO;
        if (named ? !NAME.matcher(name).matches() : !name.isEmpty()) {
            throw new IllegalArgumentException("topic name under " + kind + " must be "
                    + (named ? "1 to 64 of A-Z a-z 0-9 . _ -" : "empty") + ", was '" + name + "'");
        }
    }

    /** {@return a debounced event of a line} */
    public static Draft event(String line, Object body) {
        return new Draft(TopicKind.EVENT, line, body, null);
    }

    /** {@return the last value of a line or counter} */
    public static Draft value(String line, Object body) {
        return new Draft(TopicKind.VALUE, line, body, null);
    }

    /** {@return a table of counters, worthless after two intervals} */
    public static Draft stats(String table, Object body, Duration interval) {
        return new Draft(TopicKind.STATS, table, body, interval.multipliedBy(2));
    }

    /** {@return what this device is} */
    public static Draft info(Object body) {
        return new Draft(TopicKind.INFO, "", body, null);
    }

    /** {@return the JSON Schema of a payload} */
    public static Draft schema(String name, Object body) {
        return new Draft(TopicKind.SCHEMA, name, body, null);
    }
}
