package io.kedge.bench.row;

import java.util.Arrays;

import io.kedge.bench.figure.Spread;
import io.kedge.bench.figure.Unit;

/** Where a scenario puts what it has measured. */
public interface Figures {

    void add(String name, Unit unit, double value);

    /** Something to know beside the figures, one line. */
    void note(String text);

    /** From here on the threads of this process are counted from outside; those that are there now are taken for granted. */
    void countThreads();

    /** The end of {@link #countThreads}. Adds a figure: how many more there were at most. */
    void threadsCounted();

    /** Median, 99th percentile and largest of these times, which get sorted. */
    default void addTimes(String name, long[] nanos) {
        Arrays.sort(nanos);
        add(name + ", median", Unit.NANOSECONDS, (double) Spread.quantile(nanos, 0.50));
        add(name + ", 99 %", Unit.NANOSECONDS, (double) Spread.quantile(nanos, 0.99));
        add(name + ", largest", Unit.NANOSECONDS, (double) nanos[nanos.length - 1]);
    }
}
