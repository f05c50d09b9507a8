package io.kedge.app.mqtt.paho;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class ConnAckPatchTest {
    private static final byte[] ALIAS = hex("22000a");
    private static final byte[] NO_ALIAS = hex("220000");
    private static final byte[] REST = hex("300400016122" + "22000a");   // a PUBLISH behind it that looks similar

    @ParameterizedTest
    @MethodSource("propertiesAround")
    void topicAliasMaximumBecomesZeroAndNothingElseChanges(byte[] around) throws IOException {
        assertPatched(packet(join(ALIAS, around)), packet(join(NO_ALIAS, around)));
        assertPatched(packet(join(around, ALIAS)), packet(join(around, NO_ALIAS)));
        assertPatched(packet(around), packet(around));
    }

    static Stream<byte[]> propertiesAround() {
        String mosquitto = "21" + "0014";
        String everything = "11000000ff" + "210014" + "2401" + "2500" + "2700010000" + "1200036b2d31" + "1f00026f6b"
                + "26000161000162" + "2801" + "2901" + "2a00" + "13003c" + "1a000172" + "1c00026232"
                + "150003736173" + "16000122";
        return Stream.of("", mosquitto, everything, "1f0000", "2600000000")
                .map(ConnAckPatchTest::hex);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void everySizeOfTheRemainingLengthIsUnderstood(int padding) throws IOException {
        byte[] text = userProperties(padding);
        byte[] packet = packet(join(text, ALIAS));
        assertPatched(packet, packet(join(text, NO_ALIAS)));
    }

    /** One, two, three and four bytes of remaining length. */
    static IntStream lengths() {
        return IntStream.of(20, 100, 127, 128, 10_000, 16_383, 16_384, 100_000, 2_097_152, 3_000_000);
    }

    @Test
    void valueThatLooksLikeThePropertyStaysAsItIs() throws IOException {
        byte[] packet = packet(hex("1f0003" + "22000a" + "260003" + "22000a" + "0003" + "22000a" + "160003"
                + "22000a"));
        assertPatched(packet, packet);
    }

    @Test
    void refusalWithoutPropertiesAndOldBrokersAreLeftAlone() throws IOException {
        assertPatched(hex("20030087" + "00"), hex("20030087" + "00"));
        assertPatched(hex("20020005"), hex("20020005"));
    }

    @Test
    void firstPacketThatIsNoConnackIsLeftAlone() throws IOException {
        byte[] auth = hex("f003180022");
        assertPatched(auth, auth);
    }

    @Test
    void propertyThatDoesNotBelongHereEndsThePatching() throws IOException {
        byte[] packet = packet(join(hex("7f00"), ALIAS));
        assertPatched(packet, packet);
    }

    @Test
    void lengthThatNeverEndsIsLeftToPaho() throws IOException {
        byte[] broken = hex("20ffffffff7f0000" + "0322000a");
        assertPatched(broken, broken);
    }

    private static void assertPatched(byte[] packet, byte[] expected) throws IOException {
        byte[] in = join(packet, REST);
        byte[] out = join(expected, REST);
        for (int chunk : new int[] {1, 2, 3, 7, 4096, Integer.MAX_VALUE}) {
            assertArrayEquals(out, throughStream(in, chunk), () -> "in chunks of " + chunk);
        }
        InboundStream single = stream(in);
        for (byte b : out) {
            assertEquals(b & 0xff, single.read());
        }
        assertEquals(-1, single.read());
    }

    private static byte[] throughStream(byte[] in, int chunk) throws IOException {
        InboundStream stream = stream(in);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[Math.min(chunk, in.length) + 2];
        for (int count = stream.read(buffer, 1, buffer.length - 2); count >= 0; count = stream.read(buffer, 1,
                buffer.length - 2)) {
            out.write(buffer, 1, count);
        }
        return out.toByteArray();
    }

    private static InboundStream stream(byte[] in) {
        return new InboundStream(new ByteArrayInputStream(in), new CountDownLatch(0), () -> { });
    }

    private static byte[] packet(byte[] properties) {
        byte[] body = join(hex("0000"), varint(properties.length), properties);
        return join(hex("20"), varint(body.length), body);
    }

    private static byte[] userProperties(int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int left = bytes; left > 0; left -= 60_000) {
            int length = Math.min(left, 60_000);
            out.writeBytes(hex("26000161"));
            out.writeBytes(new byte[] {(byte) (length >>> 8), (byte) length});
            out.writeBytes(new byte[length]);
        }
        return out.toByteArray();
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        do {
            int digit = rest & 0x7f;
            rest >>>= 7;
            out.write(rest > 0 ? digit | 0x80 : digit);
        } while (rest > 0);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
