package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How often the simulations of a run have met each thing that they must. Not thread-safe. */
final class Coverage {
    private final long[] counts = new long[Seen.values().length];

    void saw(Seen what) {
        counts[what.ordinal()]++;
    }

    void saw(Seen what, long times) {
        counts[what.ordinal()] += times;
    }

    void add(Coverage other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** {@return what was never met} */
    List<Seen> missing() {
        List<Seen> missing = new ArrayList<>();
        for (Seen what : Seen.values()) {
            if (counts[what.ordinal()] == 0) {
                missing.add(what);
            }
        }
        return missing;
    }

    /** {@return one line for each thing} */
    String table() {
        StringBuilder table = new StringBuilder();
        for (Seen what : Seen.values()) {
            table.append(String.format(Locale.ROOT, "%12d  %s%n", counts[what.ordinal()],
                    what.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        return table.toString();
    }
}
