package io.kedge.profile.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Finds what a misspelt word was probably meant to be. */
final class Nearest {

    private Nearest() {
    }

    /** {@return the candidate with the fewest slips from the word, null if none is near; case, '_' and '-' do not count} */
    static @Nullable String to(String word, Collection<String> candidates) {
        String plain = plain(word);
        int allowed = Math.max(1, plain.length() / 3);
        return candidates.stream()
                .filter(candidate -> slips(plain, plain(candidate)) <= allowed)
                .min(Comparator.comparingInt((String candidate) -> slips(plain, plain(candidate))).thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    private static String plain(String word) {
        String cut = word.length() > 64 ? word.substring(0, 64) : word;
        return cut.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** {@return how many letters were left out, added, changed or swapped with a neighbour} */
    static int slips(String one, String other) {
        int[][] distance = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : cheapest(distance, one, other, i, j);
            }
        }
        return distance[one.length()][other.length()];
    }

    private static int cheapest(int[][] distance, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int best = Math.min(distance[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
    }
}
