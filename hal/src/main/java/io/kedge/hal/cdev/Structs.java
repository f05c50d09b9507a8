package io.kedge.hal.cdev;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Text in the kernel's structures: NUL-padded arrays of {@link GpioV2#NAME_BYTES}. */
final class Structs {
    private Structs() { }

    /** {@return the text up to its NUL, or all of the array if there is none} */
    static String text(MemorySegment struct, long offset) {
        byte[] bytes = struct.asSlice(offset, GpioV2.NAME_BYTES).toArray(ValueLayout.JAVA_BYTE);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Writes the text, cut between two characters so that it and a NUL fit. */
    static void text(MemorySegment struct, long offset, String text) {
        String fits = text;
        while (fits.getBytes(StandardCharsets.UTF_8).length >= GpioV2.NAME_BYTES) {
            fits = fits.substring(0, fits.offsetByCodePoints(fits.length(), -1));
        }
        byte[] bytes = fits.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, struct, offset, bytes.length);
    }
}
