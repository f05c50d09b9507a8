package io.kedge.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.kedge.bench.figure.Series;
import io.kedge.bench.figure.Unit;

/** Series of one unit over the number of things, by decades on both axes. */
final class LineChart {
    private static final double WIDTH = 820;
    private static final double HEIGHT = 360;
    private static final double LEFT = 80;
    private static final double RIGHT = 270;    // for the names
    private static final double TOP = 40;
    private static final double BOTTOM = 52;
    private static final int COLOURS = 6;

    private final Scale across;
    private final Scale up;
    private final Svg svg = new Svg();

    private LineChart(List<Series> all) {
        List<Series.Point> points = all.stream().flatMap(series -> series.points().stream()).toList();
        across = Scale.decades(1, points.stream().mapToDouble(Series.Point::things).max().orElse(10));
        up = Scale.decades(
                points.stream().mapToDouble(point -> point.cost().median()).filter(cost -> cost > 0).min().orElse(1),
                points.stream().mapToDouble(point -> point.cost().median()).max().orElse(10));
    }

    /** {@return the file's text; the series are of one unit, and some} */
    static String of(String title, String things, List<Series> all) {
        return new LineChart(all).draw(title, things, all);
    }

    private String draw(String title, String things, List<Series> all) {
        svg.text(12, 22, "title", title);
        axes(all.getFirst().unit());
        svg.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "faint middle", things);
        for (int i = 0; i < all.size(); i++) {
            String colour = "s" + i % COLOURS;
            line(all.get(i), colour);
            double y = TOP + 12 + 24 * i;
            svg.dot(WIDTH - RIGHT + 22, y - 4.5, colour);
            svg.text(WIDTH - RIGHT + 36, y, "", all.get(i).name());
        }
        return svg.file(WIDTH, HEIGHT, title);
    }

    private void axes(Unit unit) {
        for (double tick : across.ticks()) {
            svg.line(x(tick), TOP, x(tick), HEIGHT - BOTTOM, tick == across.first() ? "axis" : "grid");
            svg.text(x(tick), HEIGHT - BOTTOM + 18, "faint middle", Unit.COUNT.text(tick));
        }
        for (double tick : up.ticks()) {
            svg.line(LEFT, y(tick), WIDTH - RIGHT, y(tick), tick == up.first() ? "axis" : "grid");
            svg.text(LEFT - 8, y(tick) + 4.5, "faint end", unit.text(tick));
        }
    }

    private void line(Series series, String colour) {
        String points = series.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.things()), y(point.cost().median())))
                .collect(Collectors.joining(" "));
        svg.path(points, colour + " line");
        series.points().forEach(point -> svg.dot(x(point.things()), y(point.cost().median()), colour));
    }

    private double x(double value) {
        return LEFT + across.at(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.at(value) * (HEIGHT - BOTTOM - TOP);
    }
}
