package io.kedge.app.mqtt.link;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A message ready for the wire.
 *
 * @param topic         whole topic
 * @param payload       UTF-8 JSON; not to be changed
 * @param qos           0 or 1
 * @param retained      whether the broker keeps it
 * @param expirySeconds after this time the broker forgets it; 0 means never
 */
public record Message(String topic, byte[] payload, int qos, boolean retained, long expirySeconds) {
    private static final int STRING_LENGTH = 2;
    private static final int PACKET_ID = 2;
    private static final int EXPIRY_PROPERTY = 5;
    private static final int VARINT_STEP = 7;

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
