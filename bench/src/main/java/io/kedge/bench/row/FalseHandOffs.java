package io.kedge.bench.row;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Kedge;
import io.kedge.bench.figure.Unit;
import io.kedge.runtime.inspect.PoolStats;

/** Items that do nothing but allocate, while others wait: a thread in a collection looks as if it slept in native code. */
final class FalseHandOffs extends DescribedRow {
    private static final int ITEMS_PER_CPU = 8;
    private static final int ARRAYS = 256;
    private static final int KEPT = 4096;
    private static final String FALSE_ONES = "false hand-offs a second";

    FalseHandOffs() {
        super(new About("false-hand-offs", "False hand-offs under a load that allocates",
                ITEMS_PER_CPU + " items a CPU allocate 256 arrays of 1 KiB each, a part of which lives on for a while, and hand themselves in"
                        + " again, with the shipped collector and heap: collections all the time, while items wait. None ever sleeps, so each"
                        + " hand-off for sleep is a false one.",
                List.of(Contenders.KEDGE), List.of(), List.of(Goal.atMost(FALSE_ONES, 5))));
    }

    /** As {@code ./kedge run} starts the application, but for the compiler. */
    @Override
    public List<String> flags() {
        return List.of("-Xms8m", "-Xmx64m", "-Xmn2m");
    }

    @Override
    public int rounds(Effort effort) {
        return Math.min(3, effort.rounds());
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) {
        Kedge kedge = (Kedge) contender;
        Allocating[] items = new Allocating[ITEMS_PER_CPU * Cpus.count()];
        LongAdder runs = new LongAdder();
        for (int i = 0; i < items.length; i++) {
            items[i] = new Allocating(kedge, Cpus.nth(i), runs);
            items[i].starter.run();
        }
        LockSupport.parkNanos(effort.nanosOf(2_000));
        long startNanos = System.nanoTime();
        long runsBefore = runs.sum();
        long sleepsBefore = kedge.sum(PoolStats::handOffsNative);
        long hogsBefore = kedge.sum(PoolStats::handOffsHog);
        long collectionsBefore = collections();
        LockSupport.parkNanos(Math.max(1_000_000, effort.nanosOf(10_000)));
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        figures.add(FALSE_ONES, Unit.COUNT, (kedge.sum(PoolStats::handOffsNative) - sleepsBefore) / seconds);
        figures.add("hand-offs for computing a second", Unit.COUNT, (kedge.sum(PoolStats::handOffsHog) - hogsBefore) / seconds);
        figures.add("items a second", Unit.COUNT, (runs.sum() - runsBefore) / seconds);
        figures.add("collections a second", Unit.COUNT, (collections() - collectionsBefore) / seconds);
        for (Allocating item : items) {
            item.over = true;
        }
        kedge.handOffs().forEach(figures::note);
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private static final class Allocating implements Runnable {
        private final Runnable starter;
        private final LongAdder runs;
        private final byte[][] kept = new byte[KEPT / ITEMS_PER_CPU][];   // its own item's runs
        private int next;                                                 // its own item's runs
        private volatile boolean over;

        Allocating(Kedge kedge, int cpu, LongAdder runs) {
            this.starter = kedge.starter(this, cpu);
            this.runs = runs;
        }

        @Override
        public void run() {
            for (int i = 0; i < ARRAYS; i++) {
                kept[next] = new byte[1024];
                next = (next + 1) % kept.length;
            }
            runs.increment();
            if (!over) {
                starter.run();
            }
        }
    }
}
