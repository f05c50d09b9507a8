package io.kedge.bench.figure;

import java.util.Locale;

/** What a figure counts, and how it is written. */
public enum Unit {
    NANOSECONDS("ns µs ms s", 1000),
    BYTES("B KiB MiB GiB", 1024),
    THREADS("", 1),
    COUNT("", 1);

    private final String names;   // smallest first
    private final double step;

    Unit(String names, double step) {
        this.names = names;
        this.step = step;
    }

    /** {@return the value with three digits and the unit that suits it, if it has one: 0 ns, 1.25 µs, 41} */
    public String text(double value) {
        String[] all = names.split(" ");
        int index = indexFor(value, all.length);
        return (digits(value / Math.pow(step, index)) + " " + all[index]).strip();
    }

    /** {@return how often it must be divided until it is written with the fewest digits} */
    private int indexFor(double value, int count) {
        int index = 0;
        for (double left = Math.abs(value); left >= 0.9995 * step && index < count - 1; left /= step) {
            index++;
        }
        return index;
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        if (size >= 10_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String text = String.format(Locale.ROOT, size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
