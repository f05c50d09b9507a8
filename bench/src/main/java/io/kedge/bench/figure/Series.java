package io.kedge.bench.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one cost grows with the number of things.
 *
 * @param name   what is paid for
 * @param unit   of the cost
 * @param points by rising number of things
 */
public record Series(String name, Unit unit, List<Point> points) {
    private static final String AT = " at ";

    /** Fewer things than that say nothing about growth: the cost that does not depend on them outweighs. */
    private static final int FEW = 8;

    /** What a measurement may be off, as a factor a decade: caches of the CPU that are left behind, other noise. */
    private static final double NOISE = 1.5;
    private static final double LEAST_NOISE = 2;

    /** A cost with so many things. */
    public record Point(int things, Spread cost) { }

    public Series {
        points = List.copyOf(points);
    }

    /** {@return the name of the figure that is a series' value with so many things} */
    public static String figure(String name, int things) {
        return name + AT + things;
    }

    /** {@return all series among a contender's figures, in the order in which they were said} */
    public static List<Series> of(RowResult result, String contender) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        for (String figure : result.figures()) {
            int at = figure.lastIndexOf(AT);
            if (at >= 0) {
                int things = Integer.parseInt(figure.substring(at + AT.length()));
                result.spread(contender, figure).ifPresent(cost ->
                        points.computeIfAbsent(figure.substring(0, at), first -> new ArrayList<>()).add(new Point(things, cost)));
            }
        }
        List<Series> all = new ArrayList<>();
        points.forEach((name, its) -> all.add(new Series(name, its.getFirst().cost().unit(), its)));
        return all;
    }

    /** {@return by what factor the cost grows when there are ten times as many things, from where it is lowest; 1 for one point} */
    public double perDecade() {
        Point from = cheapest();
        return Math.pow(last().cost.median() / from.cost.median(), 1 / decades(from));
    }

    /** {@return whether it grows from any number to the last one by more than the numbers' logarithms do, noise allowed for} */
    public boolean isSteep() {
        return many().stream().anyMatch(this::isSteepFrom);
    }

    private boolean isSteepFrom(Point from) {
        double allowed = Math.log(last().things + 1.0) / Math.log(from.things + 1.0);
        double noise = Math.max(LEAST_NOISE, Math.pow(NOISE, decades(from)));
        return from.cost.median() > 0 && last().cost.median() / from.cost.median() > allowed * noise;
    }

    /** {@return what came of the goal that no step is worse than O(log n)} */
    public String verdict() {
        return (isSteep() ? "**not reached**" : "reached") + ": " + name + " " + unit.text(cheapest().cost.median()) + " at "
                + cheapest().things + ", " + unit.text(last().cost.median()) + " at " + last().things + ": x "
                + Unit.COUNT.text(perDecade()) + " a decade, goal O(log n)";
    }

    /** The points that say something about growth, but the last; that one, if there are none. */
    private List<Point> many() {
        List<Point> many = points.stream().filter(point -> point.things >= FEW && point != last()).toList();
        return many.isEmpty() ? List.of(last()) : many;
    }

    private Point cheapest() {
        return many().stream().min(Comparator.comparingDouble(point -> point.cost.median())).orElseThrow();
    }

    private double decades(Point from) {
        return from == last() ? 1 : Math.log10((double) last().things / from.things);
    }

    private Point last() {
        return points.getLast();
    }
}
