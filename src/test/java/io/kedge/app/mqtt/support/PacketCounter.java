package io.kedge.app.mqtt.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Takes an MQTT stream apart into packets, both ways, and keeps count. Two threads, one for each way. */
public final class PacketCounter {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;

    private final Splitter up = new Splitter();
    private final Splitter down = new Splitter();
    private final List<byte[]> publishes = new ArrayList<>();
    private byte @Nullable [] connect;
    private int inFlight;
    private int mostInFlight;
    private @Nullable String end;

    synchronized void fromClient(byte[] bytes, int count) {
        for (byte[] packet : up.feed(bytes, count)) {
            int type = (packet[0] & 0xff) >> 4;
            if (type == CONNECT) {
                connect = packet;
            }
            if (type == PUBLISH) {
                publishes.add(packet);
                if ((packet[0] & 0x06) != 0) {
                    inFlight++;
                    mostInFlight = Math.max(mostInFlight, inFlight);
                }
            }
        }
    }

    synchronized void fromBroker(byte[] bytes, int count) {
        for (byte[] packet : down.feed(bytes, count)) {
            if ((packet[0] & 0xff) >> 4 == PUBACK) {
                inFlight--;
            }
        }
    }

    synchronized void ended(IOException cause) {
        end = cause.getMessage();
    }

    /** {@return the PUBLISH packets of the client} */
    public synchronized List<byte[]> publishes() {
        return List.copyOf(publishes);
    }

    /** {@return the client's CONNECT packet} */
    public synchronized byte[] connectPacket() {
        return Objects.requireNonNull(connect, "no CONNECT yet");
    }

    /** {@return QoS 1 messages that are on the wire without an acknowledgement} */
    public synchronized int inFlight() {
        return inFlight;
    }

    /** {@return the most there ever were} */
    public synchronized int mostInFlight() {
        return mostInFlight;
    }

    @Override
    public synchronized String toString() {
        return publishes.size() + " publishes, in flight " + inFlight + ", most " + mostInFlight + ", end " + end;
    }

    /** Finds the packets in a stream of bytes. */
    private static final class Splitter {
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

        List<byte[]> feed(byte[] bytes, int count) {
            rest.write(bytes, 0, count);
            List<byte[]> packets = new ArrayList<>();
            byte[] all = rest.toByteArray();
            int at = 0;
            for (int length = lengthAt(all, at); length > 0; length = lengthAt(all, at)) {
                packets.add(Arrays.copyOfRange(all, at, at + length));
                at += length;
            }
            rest.reset();
            rest.write(all, at, all.length - at);
            return packets;
        }

        /* Bytes of the whole packet that starts there, -1 if it is not complete. */
        private static int lengthAt(byte[] all, int at) {
            int value = 0;
            for (int i = 1; i <= 4 && at + i < all.length; i++) {
                value |= (all[at + i] & 0x7f) << (7 * (i - 1));
                if ((all[at + i] & 0x80) == 0) {
                    int total = 1 + i + value;
                    return at + total <= all.length ? total : -1;
                }
            }
            return -1;
        }
    }
}
