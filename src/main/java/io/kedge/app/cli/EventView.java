package io.kedge.app.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.kedge.hal.api.LineEvent;

/** One debounced event as one line of at most 80 characters, ASCII only. */
public final class EventView {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int LINE_WIDTH = 16;
    private static final int WHAT_WIDTH = 10;

    private EventView() { }

    /** {@return the event: time of the first edge, line, what it means, bounces, queue delay, and losses if there are any} */
    public static String render(LineEvent event, String what, ZoneId zone, Style style) {
        var text = new StringBuilder(80);
        text.append(TIME.format(event.time().atZone(zone))).append("  ");
        text.append(padded(cut(event.line(), LINE_WIDTH), LINE_WIDTH)).append(' ');
        String word = cut(what, WHAT_WIDTH);
        text.append(event.active() ? style.strong(word) : word).append(" ".repeat(WHAT_WIDTH - word.length()));
        text.append(' ').append(count(event.bounces(), "bounce"));
        text.append(", queued ").append(delay(event.queueDelayNanos()));
        if (event.lost() > 0) {
            text.append(style.alarm(", lost " + event.lost()));
        }
        if (event.merged() > 0) {
            text.append(style.alarm(", merged " + event.merged()));
        }
        return text.toString();
    }

    /** {@return a delay in the unit that keeps it short: microseconds, milliseconds, or seconds} */
    static String delay(long nanos) {
        Duration delay = Duration.ofNanos(Math.max(0, nanos));
        if (delay.compareTo(Duration.ofMillis(10)) < 0) {
            return delay.toNanos() / 1_000 + " us";
        }
        if (delay.compareTo(Duration.ofSeconds(10)) < 0) {
            return delay.toMillis() + " ms";
        }
        return delay.toSeconds() + " s";
    }

    private static String count(int number, String thing) {
        return String.format(Locale.ROOT, "%3d %s%s", number, thing, number == 1 ? " " : "s");
    }

    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "~";
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
