package io.kedge.bench.figure;

import java.util.List;

/**
 * A figure over some rounds.
 *
 * @param unit   what it counts
 * @param median of an even number of rounds the mean of the two in the middle
 * @param least  the lowest round
 * @param most   the highest round
 * @param rounds how many there were, 1 or more
 */
public record Spread(Unit unit, double median, double least, double most, int rounds) {

    /**
     * {@return the spread of the same figure in several rounds}
     *
     * @throws IllegalArgumentException if there is none, or their units differ
     */
    public static Spread of(List<Figure> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no round has the figure: there is no median");
        }
        Unit unit = figures.getFirst().unit();
        figures.forEach(figure -> requireUnit(unit, figure));
        double[] sorted = figures.stream().mapToDouble(Figure::value).sorted().toArray();
        return new Spread(unit, middle(sorted), sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** {@return the value below which this share of the sorted values lies, by the nearest rank; values not empty} */
    public static long quantile(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static void requireUnit(Unit unit, Figure figure) {
        if (figure.unit() != unit) {
            throw new IllegalArgumentException(figure.name() + " is in " + figure.unit() + " in one round and in " + unit + " in another");
        }
    }

    /** {@return the median, and in brackets the extremes if they differ} */
    public String text() {
        return least == most ? unit.text(median) : unit.text(median) + " (" + unit.text(least) + " to " + unit.text(most) + ")";
    }
}
