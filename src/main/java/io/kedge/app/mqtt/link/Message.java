package io.kedge.app.mqtt.link;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A message ready for the wire. Immutable, as long as nobody writes into its payload. */
public final class Message {
    private static final int STRING_LENGTH = 2;
    private static final int PACKET_ID = 2;
    private static final int EXPIRY_PROPERTY = 5;
    private static final int VARINT_STEP = 7;

    private final String topic;
    private final byte[] payload;
    private final int qos;
    private final boolean retained;
    private final long expirySeconds;

    /** Keeps the payload as it is given. */
    public Message(String topic, byte[] payload, int qos, boolean retained, long expirySeconds) {
        this.topic = topic;
        this.payload = payload;
        this.qos = qos;
        this.retained = retained;
        this.expirySeconds = expirySeconds;
    }

    /** {@return the whole topic} */
    public String topic() {
        return topic;
    }

    /** {@return UTF-8 JSON, not to be changed} */
    public byte[] payload() {
        return payload;
    }

    /** {@return 0 or 1} */
    public int qos() {
        return qos;
    }

    /** {@return whether the broker keeps it} */
    public boolean retained() {
        return retained;
    }

    /** {@return after how many seconds the broker forgets it; 0 means never} */
    public long expirySeconds() {
        return expirySeconds;
    }

    /** {@return bytes of the whole PUBLISH packet, fixed header included: MQTT 5.0, section 3.3} */
    public int packetBytes() {
        int properties = expirySeconds > 0 ? EXPIRY_PROPERTY : 0;
        int remaining = STRING_LENGTH + topic.getBytes(UTF_8).length + (qos > 0 ? PACKET_ID : 0)
                + varintBytes(properties) + properties + payload.length;
        return 1 + varintBytes(remaining) + remaining;
    }

    private static int varintBytes(int value) {
        int bytes = 1;
        for (int rest = value >>> VARINT_STEP; rest > 0; rest >>>= VARINT_STEP) {
            bytes++;
        }
        return bytes;
    }
}
