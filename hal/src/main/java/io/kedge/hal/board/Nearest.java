package io.kedge.hal.board;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Did you mean: the name with the fewest changed, missing or added characters. */
final class Nearest {
    private Nearest() { }

    /** {@return a half sentence that names the nearest one, or nothing if none is near} */
    static String hint(String wanted, Collection<String> known) {
        return of(wanted, known).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** {@return the nearest one if less than half of the wanted name differs} */
    static Optional<String> of(String wanted, Collection<String> known) {
        int limit = Math.max(1, wanted.length() / 2);
        return known.stream()
                .filter(name -> distance(wanted, name) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(wanted, name)).thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance, without regard to case. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            int[] spare = previous;
            previous = row;
            row = spare;
        }
        return previous[b.length()];
    }
}
