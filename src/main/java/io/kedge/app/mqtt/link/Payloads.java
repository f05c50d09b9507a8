package io.kedge.app.mqtt.link;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes payloads: one JSON object, the envelope's fields first. Immutable. */
final class Payloads {
    /** The version of the payloads. */
    static final int VERSION = 1;

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final JsonMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    private final String boot;

    Payloads(String boot) {
        this.boot = boot;
    }

    /**
     * {@return a body as the bytes of one JSON object; a {@code JsonNode} as it is}
     *
     * @throws UnwritablePayloadException if the body is not written as an object: a mistake of the caller
     */
    byte[] body(Object body) {
        try {
            byte[] bytes = mapper.writeValueAsBytes(body);
            if (bytes[0] != '{') {
                throw new UnwritablePayloadException(body, null);
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw new UnwritablePayloadException(body, e);
        }
    }

    /** {@return the payload of a body, the envelope's fields in front} */
    byte[] enveloped(Envelope envelope, byte[] body) {
        ObjectNode head = head();
        if (envelope.counted()) {
            head.put("seq", envelope.seq()).put("dropped", envelope.dropped());
        }
        head.put("ts", RFC_3339.format(envelope.time())).put("clock", envelope.synced() ? "synced" : "unsynced");
        return joined(head, body);
    }

    /** {@return the will's payload: no time and no number, since nobody knows when it will be published} */
    byte[] will(Object body) {
        return joined(head(), body(body));
    }

    private ObjectNode head() {
        return mapper.createObjectNode().put("v", VERSION).put("boot", boot);
    }

    /* {"a":1} and {"b":2} become {"a":1,"b":2}. */
    private byte[] joined(ObjectNode head, byte[] body) {
        byte[] front = body(head);
        boolean empty = body.length == "{}".length();
        byte[] all = Arrays.copyOf(front, front.length + (empty ? 0 : body.length - 1));
        if (!empty) {
            all[front.length - 1] = ',';
            System.arraycopy(body, 1, all, front.length, body.length - 1);
        }
        return all;
    }

    /**
     * The part of a payload that the link adds.
     *
     * @param counted whether the message belongs to a stream
     * @param seq     its number in the stream, from 0
     * @param dropped messages of the stream right before this one that were given up on purpose
     * @param time    when it was made
     * @param synced  whether the wall clock was synchronised then
     */
    record Envelope(boolean counted, long seq, long dropped, Instant time, boolean synced) { }
}
