package io.kedge.profile.load;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import io.kedge.profile.model.Place;
import io.kedge.profile.model.Problem;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Turns a file's bytes into text: UTF-8, with or without byte order mark, and only characters that YAML allows. */
final class Decoder {

    /** The largest file that is read. A profile of a thousand lines has a tenth of it. */
    static final int MOST_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What became of decoding. */
    sealed interface Decoded {
    }

    /**
     * It is text.
     *
     * @param source the text
     */
    record Good(SourceText source) implements Decoded {
    }

    /**
     * It is not.
     *
     * @param problem the first thing that is wrong
     */
    record Bad(Problem problem) implements Decoded {
    }

    private Decoder() {
    }

    /** {@return the text of the bytes, or why they have none} */
    static Decoded decode(String file, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return whole(file, "the file has more than " + MOST_BYTES / 1024 + " KiB; is it a profile?");
        }
        if (bytes.length >= 2 && isUtf16Mark(bytes[0], bytes[1])) {
            return whole(file, "the file is UTF-16; save it as UTF-8");
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(input, chars, true);
        String decoded = chars.flip().toString();
        String text = decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
        SourceText source = SourceText.of(file, text);
        if (result.isError()) {
            String message = "the byte 0x%02x is not UTF-8; save the file as UTF-8".formatted(bytes[input.position()] & 0xFF);
            return at(source, text.length(), message);
        }
        return firstForbidden(source);
    }

    private static boolean isUtf16Mark(byte first, byte second) {
        return (first == (byte) 0xFE && second == (byte) 0xFF) || (first == (byte) 0xFF && second == (byte) 0xFE);
    }

    private static Decoded firstForbidden(SourceText source) {
        int i = 0;
        while (i < source.text().length()) {
            int character = source.text().codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                return at(source, i, "the character U+%04X is not allowed in YAML; remove it".formatted(character));
            }
            i += Character.charCount(character);
        }
        return new Good(source);
    }

    private static Bad at(SourceText source, int index, String message) {
        Place place = source.placeOf(index);
        return new Bad(new Problem(place, "", "", message, null, source.line(place.line())));
    }

    private static Bad whole(String file, String message) {
        return new Bad(new Problem(Place.wholeFile(file), "", "", message, null, ""));
    }
}
