package io.kedge.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value lies on an axis: evenly from 0 on, or by decades if the values differ by much. What is 0 or less lies at
 * the beginning of an axis of decades.
 *
 * @param byDecades whether equal steps are equal factors
 * @param first     value at the beginning
 * @param last      value at the end, more than that
 */
record Scale(boolean byDecades, double first, double last) {
    private static final double MUCH = 30;
    private static final int TICKS = 5;

    /** {@return a scale that has room for values from least, of those above 0, to most} */
    static Scale of(double least, double most) {
        if (most <= 0) {
            return new Scale(false, 0, 1);
        }
        return most / least > MUCH ? decades(least, most) : new Scale(false, 0, most);
    }

    /** {@return a scale of whole decades from least, more than 0, to most} */
    static Scale decades(double least, double most) {
        double first = Math.pow(10, Math.floor(Math.log10(least)));
        double last = Math.pow(10, Math.ceil(Math.log10(most)));
        return new Scale(true, first, last > first ? last : first * 10);
    }

    /** {@return 0 at the beginning to 1 at the end} */
    double at(double value) {
        if (!byDecades) {
            return value / last;
        }
        return value <= first ? 0 : (Math.log10(value) - Math.log10(first)) / (Math.log10(last) - Math.log10(first));
    }

    /** {@return the values that get a line} */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (byDecades) {
            int decades = (int) Math.round(Math.log10(last / first));
            int step = (decades + TICKS) / (TICKS + 1);   // at most seven
            for (int decade = 0; decade <= decades; decade += Math.max(1, step)) {
                ticks.add(first * Math.pow(10, decade));
            }
        } else {
            double step = niceStep();
            for (double tick = 0; tick <= last * 1.0001; tick += step) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    /** {@return 1, 2 or 5 times a power of ten, so that there are a handful of ticks} */
    private double niceStep() {
        double rough = last / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }
}
