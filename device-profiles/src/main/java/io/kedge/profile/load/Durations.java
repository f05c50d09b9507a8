package io.kedge.profile.load;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kedge.hal.api.Debounce;
import io.kedge.profile.grammar.Shape.Span;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: a whole number with a unit. */
final class Durations {
    private static final Pattern LOOSE = Pattern.compile("([0-9]{1,8}(?:\\.[0-9]{1,6})?)\\s*([a-zA-Zµμ]*)");
    private static final Map<String, Long> NANOS = Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

    /** Units from elsewhere, and the unit of ours with the factor to it. */
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("", "ms"),
            Map.entry("us", "us"), Map.entry("µs", "us"), Map.entry("μs", "us"), Map.entry("usec", "us"), Map.entry("micros", "us"),
            Map.entry("microseconds", "us"),
            Map.entry("ms", "ms"), Map.entry("msec", "ms"), Map.entry("msecs", "ms"), Map.entry("millis", "ms"),
            Map.entry("milliseconds", "ms"),
            Map.entry("s", "s"), Map.entry("sec", "s"), Map.entry("secs", "s"), Map.entry("second", "s"), Map.entry("seconds", "s"));

    private Durations() {
    }

    /** {@return the duration, null if it is not written as one or longer than 10 s} */
    static @Nullable Duration parse(String text) {
        Matcher matcher = Span.PATTERN.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        Duration duration = Duration.ofNanos(Long.parseLong(matcher.group(1)) * NANOS.getOrDefault(matcher.group(2), 0L));
        return duration.compareTo(Debounce.LONGEST) <= 0 ? duration : null;
    }

    /** {@return whether it is written as a duration, whatever its length} */
    static boolean wellFormed(String text) {
        return Span.PATTERN.matcher(text).matches();
    }

    /** {@return the duration that was probably meant, as it must be written; null if it cannot be told} */
    static @Nullable String suggest(String text) {
        Matcher matcher = LOOSE.matcher(text);
        String unit = matcher.matches() ? FOREIGN.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            return null;
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(unit, 0L)));
        for (String candidate : List.of(unit, "ms", "us")) {
            BigDecimal count = nanos.divide(BigDecimal.valueOf(NANOS.getOrDefault(candidate, 1L))).stripTrailingZeros();
            String written = count.toPlainString() + candidate;
            if (count.scale() <= 0 && parse(written) != null) {
                return written;
            }
        }
        return null;
    }
}
