package io.kedge.app.mqtt.paho;

/**
 * Zeroes the Topic Alias Maximum in a CONNACK on its way to Paho, so that Paho, which has no switch for it, uses no
 * topic aliases: with them it replays, races and overfills its window into protocol errors. Fed byte by byte; no byte
 * is added or removed. Everything after the first packet goes through as it is. One thread.
 *
 * <pre>
 *   CONNACK (MQTT 5.0, section 3.2)
 *   1        packet type 0x20
 *   1 to 4   remaining length, 7 bits a byte, high bit: more follows
 *   1        acknowledge flags
 *   1        reason code
 *   1 to 4   length of the properties
 *   n        properties: one byte id, then its value
 * </pre>
 */
final class ConnAckPatch {
    private static final int CONNACK = 0x20;
    private static final int VARINT_MORE = 0x80;
    private static final int VARINT_BITS = 7;
    private static final int VARINT_LONGEST = 4;
    private static final int TOPIC_ALIAS_MAXIMUM = 0x22;

    /** Which part of the packet the next byte belongs to. */
    private enum Part { TYPE, REMAINING_LENGTH, FLAGS, REASON, PROPERTIES_LENGTH, PROPERTY_ID, VALUE, STRING_HIGH,
            STRING_LOW, OVER }

    private Part part = Part.TYPE;
    private int varint;
    private int varintBytes;
    private int remaining;      // bytes of the packet after its length
    private int properties;     // bytes of the properties still to come
    private int value;          // bytes of the property's value still to come
    private int strings;        // strings of the property still to come after this one
    private boolean alias;      // the value is the Topic Alias Maximum

    /** {@return whether nothing will be changed any more} */
    boolean over() {
        return part == Part.OVER;
    }

    /** {@return the byte to pass on} */
    byte next(byte read) {
        int b = read & 0xff;
        switch (part) {
            case TYPE -> part = b == CONNACK ? Part.REMAINING_LENGTH : Part.OVER;
            case REMAINING_LENGTH -> remainingLength(b);
            case FLAGS -> part = Part.REASON;
            case REASON -> part = remaining > 2 ? Part.PROPERTIES_LENGTH : Part.OVER;   // MQTT 3.1.1 ends here
            case PROPERTIES_LENGTH -> propertiesLength(b);
            case PROPERTY_ID -> propertyId(b);
            case VALUE -> {
                boolean zero = alias;
                valueByte();
                return zero ? 0 : read;
            }
            case STRING_HIGH -> {
                value = b << Byte.SIZE;
                properties--;
                part = Part.STRING_LOW;
            }
            case STRING_LOW -> stringLow(b);
            case OVER -> { }
        }
        return read;
    }

    private void remainingLength(int b) {
        if (varintDone(b)) {
            remaining = varint;
            resetVarint();
            part = Part.FLAGS;
        }
    }

    private void propertiesLength(int b) {
        if (varintDone(b)) {
            properties = varint;
            resetVarint();
            nextProperty();
        }
    }

    /* Sizes of the values: MQTT 5.0, section 2.2.2.2. An id that does not belong here ends the patching. */
    private void propertyId(int id) {
        properties--;
        alias = id == TOPIC_ALIAS_MAXIMUM;
        strings = 0;
        switch (id) {
            case 0x24, 0x25, 0x28, 0x29, 0x2a ->
                    fixed(1);          // maximum QoS, retain, wildcard, identifiers, shared
            case 0x13, 0x21, TOPIC_ALIAS_MAXIMUM -> fixed(2);       // server keep alive, receive maximum
            case 0x11, 0x27 -> fixed(4);                            // session expiry, maximum packet size
            case 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f -> part = Part.STRING_HIGH;
            case 0x26 -> {                                          // user property: name and value
                strings = 1;
                part = Part.STRING_HIGH;
            }
            default -> part = Part.OVER;
        }
    }

    private void fixed(int bytes) {
        value = bytes;
        part = Part.VALUE;
    }

    private void stringLow(int b) {
        value |= b;
        properties--;
        if (value == 0) {
            endOfValue();
        } else {
            part = Part.VALUE;
        }
    }

    private void valueByte() {
        properties--;
        value--;
        if (value == 0) {
            endOfValue();
        }
    }

    private void endOfValue() {
        if (strings > 0) {
            strings--;
            part = Part.STRING_HIGH;
        } else {
            nextProperty();
        }
    }

    private void nextProperty() {
        alias = false;
        part = properties > 0 ? Part.PROPERTY_ID : Part.OVER;
    }

    private boolean varintDone(int b) {
        varint |= (b & ~VARINT_MORE) << (VARINT_BITS * varintBytes);
        varintBytes++;
        if (varintBytes == VARINT_LONGEST && (b & VARINT_MORE) != 0) {
            part = Part.OVER;   // malformed: Paho will say so
            return false;
        }
        return (b & VARINT_MORE) == 0;
    }

    private void resetVarint() {
        varint = 0;
        varintBytes = 0;
    }
}
