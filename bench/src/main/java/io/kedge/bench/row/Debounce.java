package io.kedge.bench.row;

import java.time.Duration;
import java.util.List;

import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Delays;
import io.kedge.bench.figure.Unit;

/** A million times "not yet, but later": what a debounced line that chatters asks for. */
final class Debounce extends DescribedRow {
    private static final int MODIFIES = 1_000_000;
    private static final Duration LATER = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(1);
    private static final String TIME = "time a modify";
    private static final String MEMORY = "allocated a modify";
    private static final String ENTRIES = "entries held";
    private static final String HEAP = "heap held";

    private final int items;

    Debounce(int items) {
        super(new About(items == 1 ? "debounce" : "debounce-many",
                "Push a timer back, a million times" + (items == 1 ? "" : ", " + items + " items in turn"),
                "An armed item is armed for later, 20 s from now, a million times" + (items == 1 ? "" : ", " + items + " of them in turn")
                        + ": modDelayed, or cancel and schedule anew. Bytes are those that all threads allocate. Then the entries that are held"
                        + " are counted, where one can, and the heap's growth after a collection; last, each item is armed for 1 ms from now"
                        + " and must run exactly once.",
                List.of(Contenders.KEDGE, "stpe", "wheel", "eqe"), List.of(TIME, MEMORY),
                List.of(Goal.atMost(TIME, 100), Goal.atMost(MEMORY, 0.01), Goal.atMost(ENTRIES, items))));
        this.items = items;
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) {
        Cpus.bindTo(Cpus.submitter());
        Delays delays = (Delays) contender;
        Tally[] ran = new Tally[items];
        Delays.Delayed[] delayed = new Delays.Delayed[items];
        for (int i = 0; i < items; i++) {
            ran[i] = new Tally();
            delayed[i] = delays.delayed(ran[i]);
        }
        modify(delayed, effort.times(MODIFIES) / 2 + items);   // warm-up; each is armed once
        long heapBefore = Curve.heapBytes();
        int modifies = effort.times(MODIFIES);
        long bytesBefore = Allocated.bytes();
        long startNanos = System.nanoTime();
        modify(delayed, modifies);
        long tookNanos = System.nanoTime() - startNanos;
        long bytes = Allocated.bytes() - bytesBefore;   // before anything is said
        figures.add(TIME, Unit.NANOSECONDS, tookNanos / (double) modifies);
        figures.add(MEMORY, Unit.BYTES, bytes / (double) modifies);
        int pending = delays.pending();
        if (pending != Delays.UNKNOWN) {
            figures.add(ENTRIES, Unit.COUNT, pending);
        }
        figures.add(HEAP, Unit.BYTES, (double) Math.max(0, Curve.heapBytes() - heapBefore));
        for (Delays.Delayed one : delayed) {
            one.runAfter(SOON);
        }
        Tally.awaitAll(ran, 1);
    }

    private static void modify(Delays.Delayed[] delayed, int times) {
        int next = 0;
        for (int i = 0; i < times; i++) {
            delayed[next].runAfter(LATER);
            next = next + 1 == delayed.length ? 0 : next + 1;
        }
    }
}
