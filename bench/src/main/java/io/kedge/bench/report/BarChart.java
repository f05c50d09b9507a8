package io.kedge.bench.report;

import java.util.List;

import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.RowResult;
import io.kedge.bench.figure.Spread;
import io.kedge.bench.figure.Unit;

/** One figure of a row: a line a contender, from top to bottom; bars from 0, or dots if the values differ by much. */
final class BarChart {
    private static final double WIDTH = 820;
    private static final double LEFT = 250;     // for the names
    private static final double RIGHT = 215;    // for the values
    private static final double TOP = 40;
    private static final double LINE = 28;
    private static final double BOTTOM = 42;

    private record Mark(String contender, Spread spread) { }

    private BarChart() { }

    /** {@return the file's text} */
    static String of(String title, RowResult result, String figure) {
        List<Mark> marks = result.contenders().stream()
                .flatMap(name -> result.spread(name, figure).stream().map(spread -> new Mark(name, spread)))
                .toList();
        Scale scale = Scale.of(
                marks.stream().mapToDouble(mark -> mark.spread.least()).filter(value -> value > 0).min().orElse(1),
                marks.stream().mapToDouble(mark -> mark.spread.most()).max().orElse(0));
        Svg svg = new Svg();
        double bottom = TOP + LINE * marks.size();
        svg.text(12, 22, "title", title);
        axis(svg, scale, marks.getFirst().spread.unit(), bottom);
        for (int i = 0; i < marks.size(); i++) {
            draw(svg, scale, marks.get(i), TOP + LINE * (i + 0.5));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2, bottom + 36, "faint middle", figure + (scale.byDecades() ? ", by decades" : ""));
        return svg.file(WIDTH, bottom + BOTTOM, title + ": " + figure);
    }

    private static void axis(Svg svg, Scale scale, Unit unit, double bottom) {
        for (double tick : scale.ticks()) {
            double x = x(scale, tick);
            svg.line(x, TOP, x, bottom, tick == scale.ticks().getFirst() ? "axis" : "grid");
            svg.text(x, bottom + 17, "faint middle", unit.text(tick));
        }
    }

    private static void draw(Svg svg, Scale scale, Mark mark, double y) {
        Spread spread = mark.spread;
        String series = mark.contender.startsWith(Contenders.KEDGE) ? "s0" : "s5";
        svg.text(LEFT - 10, y + 4.5, "end", Contenders.titleOf(mark.contender));
        double x = x(scale, spread.median());
        if (scale.byDecades()) {
            svg.dot(x, y, series);
        } else {
            svg.bar(LEFT, y - 8, x - LEFT, 16, series);
        }
        if (spread.most() > spread.least()) {
            svg.line(x(scale, spread.least()), y, x(scale, spread.most()), y, "range");
        }
        svg.text(x(scale, spread.most()) + 10, y + 4.5, "", spread.text());
    }

    private static double x(Scale scale, double value) {
        return LEFT + scale.at(value) * (WIDTH - LEFT - RIGHT);
    }
}
