package io.kedge.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what the user may have meant. */
public final class Nearest {
    private Nearest() { }

    /** {@return {@code ", did you mean 'x'?"} if one of the names is near, otherwise {@code "; there is a, b, c"}} */
    public static String hint(String wrong, Collection<String> names) {
        if (names.isEmpty()) {
            return "; there is none";
        }
        String best = names.stream().min(Comparator.comparingInt(name -> distance(wrong, name))).orElseThrow();
        boolean near = distance(wrong, best) <= Math.max(2, wrong.length() / 2);
        return near ? ", did you mean '" + best + "'?" : "; there is " + String.join(", ", names);
    }

    /** {@return how many letters must be put in, taken out or replaced to make one of the other; case does not count} */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int column = 0; column <= b.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= a.length(); row++) {
            int[] here = new int[b.length() + 1];
            here[0] = row;
            for (int column = 1; column <= b.length(); column++) {
                int replaced = above[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(replaced, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[b.length()];
    }
}
