package io.kedge.bench.row;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kedge.bench.figure.Series;
import io.kedge.bench.figure.Unit;

/** The costs of one number of things: sums of what was measured, until they are said. One thread. */
final class Curve {
    private record Sum(Unit unit, List<Double> values) { }

    private final Map<String, Sum> sums = new LinkedHashMap<>();
    private final boolean weighs;
    private final int enough;
    private long startNanos;
    private long heapBefore;

    private Curve(boolean weighs, int enough) {
        this.weighs = weighs;
        this.enough = enough;
    }

    /** {@return one of times alone} */
    static Curve ofTimes() {
        return new Curve(false, 0);
    }

    /** {@return one of bytes as well, which takes collections; of fewer units than enough the heap's noise outweighs them} */
    static Curve ofBytes(int enough) {
        return new Curve(true, enough);
    }

    /** From now on. */
    void start() {
        startNanos = System.nanoTime();
    }

    /** Takes the time since {@link #start}, or since the last call, for so many units. */
    void took(String what, int units) {
        long nowNanos = System.nanoTime();
        add(what, Unit.NANOSECONDS, (nowNanos - startNanos) / (double) units);
        startNanos = System.nanoTime();
    }

    void add(String what, Unit unit, double cost) {
        sums.computeIfAbsent(what, first -> new Sum(unit, new ArrayList<>())).values.add(cost);
    }

    /** Says the median of each cost. */
    void say(int things, Figures figures) {
        sums.forEach((what, sum) -> {
            double[] sorted = sum.values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            figures.add(Series.figure(what, things), sum.unit, sorted[sorted.length / 2]);
        });
    }

    /** Says the bytes alone. */
    void sayBytes(int things, Figures figures) {
        sums.values().removeIf(sum -> sum.unit != Unit.BYTES);
        say(things, figures);
    }

    /** Weighs the heap, to compare with. */
    void weigh() {
        heapBefore = weighs ? heapBytes() : 0;
    }

    /** Takes what the heap holds more since {@link #weigh}, for so many units. */
    void weighed(String what, int units) {
        if (weighs && units >= enough) {
            add(what, Unit.BYTES, Math.max(0, heapBytes() - heapBefore) / (double) units);
        }
    }

    /** {@return bytes of the heap that are in use; the second collection takes what the first has let go of} */
    static long heapBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
