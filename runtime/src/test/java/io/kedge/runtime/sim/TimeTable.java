package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What happened when: a line for each time, with all that happened then. */
final class TimeTable {
    private final List<String> lines = new ArrayList<>();
    private long lineAtNanos = -1;

    /** Notes an event; times are not noted out of order. */
    void note(long nanos, String event) {
        if (nanos == lineAtNanos) {
            lines.set(lines.size() - 1, lines.getLast() + ", " + event);
        } else {
            lineAtNanos = nanos;
            lines.add(String.format(Locale.ROOT, "%2d ms  %s", TimeUnit.NANOSECONDS.toMillis(nanos), event));
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
