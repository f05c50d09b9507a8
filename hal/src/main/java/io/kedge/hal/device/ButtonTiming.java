package io.kedge.hal.device;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * What tells a click from a long press, and two clicks from a double one. Each may be zero, which switches it off.
 *
 * @param doubleClick how long after a release the next press may come to make a double click; a click is told that much later. Zero: every
 *     click is told at its release. At most 10 s
 * @param longPress   after how long down it is a long press. At most 10 s
 * @param repeat      how often a button that is held is told of after its long press. 10 ms to 10 s, if not zero
 */
public record ButtonTiming(Duration doubleClick, Duration longPress, Duration repeat) {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration SHORTEST_REPEAT = Duration.ofMillis(10);

    /** Double clicks within 300 ms, long presses after 800 ms, no repeats. */
    public static final ButtonTiming STANDARD = new ButtonTiming(Duration.ofMillis(300), Duration.ofMillis(800), Duration.ZERO);

    /** @throws IllegalArgumentException if one is out of its range, or there are repeats without long presses; the message says which */
    public ButtonTiming {
        requireInRange("doubleClick", doubleClick, Duration.ZERO);
        requireInRange("longPress", longPress, Duration.ZERO);
        requireInRange("repeat", repeat, SHORTEST_REPEAT);
        if (!repeat.isZero() && longPress.isZero()) {
            throw new IllegalArgumentException("repeat is " + repeat + " and longPress is zero: repeats follow a long press, so it needs a time");
        }
    }

    private static void requireInRange(String what, Duration value, Duration least) {
        requireNonNull(value, what);
        boolean tooShort = value.isNegative() || !value.isZero() && value.compareTo(least) < 0;
        if (tooShort || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " must be zero or " + (least.isZero() ? "" : "at least " + least + " and ") + "at most " + LONGEST
                    + ", was " + value);
        }
    }

    /** {@return the same with other repeats} */
    public ButtonTiming withRepeat(Duration other) {
        return new ButtonTiming(doubleClick, longPress, other);
    }
}
