package io.kedge.bench.report;

import java.util.Locale;

/** A drawing that grows, shape by shape; legible on white and on black. Positions are pixels from the upper left corner. */
final class Svg {
    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, sans-serif; fill: #1f2328 }
            .title { font-weight: 600; font-size: 14px }
            .faint { fill: #59636e }
            .end { text-anchor: end } .middle { text-anchor: middle }
            .grid { stroke: #d1d9e0 } .axis { stroke: #818b98 }
            .s0 { fill: #0969da; stroke: #0969da } .s1 { fill: #9a6700; stroke: #9a6700 } .s2 { fill: #1a7f37; stroke: #1a7f37 }
            .s3 { fill: #a40e26; stroke: #a40e26 } .s4 { fill: #6639ba; stroke: #6639ba } .s5 { fill: #59636e; stroke: #59636e }
            .range { stroke: #1f2328 } polyline.line { fill: none; stroke-width: 2 }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc } .faint { fill: #9198a1 }
              .grid { stroke: #3d444d } .axis { stroke: #656c76 }
              .s0 { fill: #4493f8; stroke: #4493f8 } .s1 { fill: #d29922; stroke: #d29922 } .s2 { fill: #3fb950; stroke: #3fb950 }
              .s3 { fill: #f85149; stroke: #f85149 } .s4 { fill: #ab7df8; stroke: #ab7df8 } .s5 { fill: #9198a1; stroke: #9198a1 }
              .range { stroke: #f0f6fc }
            }
            </style>
            """;

    private final StringBuilder shapes = new StringBuilder();

    void text(double x, double y, String classes, String text) {
        shape(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>", x, y, classes, escaped(text)));
    }

    void line(double x1, double y1, double x2, double y2, String classes) {   // two points are four numbers
        shape(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1, y1, x2, y2, classes));
    }

    void bar(double x, double y, double width, double height, String classes) {
        shape(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>", x, y, width, height, classes));
    }

    void dot(double x, double y, String classes) {
        shape(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" class=\"%s\"/>", x, y, classes));
    }

    /** A line through points, as "x,y x,y". */
    void path(String points, String classes) {
        shape(String.format(Locale.ROOT, "<polyline points=\"%s\" class=\"%s\"/>", points, classes));
    }

    /** {@return the file's text} */
    String file(double width, double height, String title) {
        return String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\""
                + " role=\"img\">%n<title>%s</title>%n", width, height, width, height, escaped(title)) + STYLE + shapes + "</svg>\n";
    }

    private void shape(String element) {
        shapes.append(element).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
