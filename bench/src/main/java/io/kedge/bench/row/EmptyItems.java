package io.kedge.bench.row;

import java.util.List;

import io.kedge.bench.Bell;
import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Executes;
import io.kedge.bench.figure.Unit;

/** Queue and run an item that does nothing, a thousand at a time; who queues blocks until the last one has run. */
final class EmptyItems implements Row {
    private static final int BATCH = 1000;
    private static final int FLOORS_BATCHES = 10_000;
    private static final String TIME = "time an item";
    private static final String MEMORY = "allocated an item";

    private final boolean sameCpu;

    EmptyItems(boolean sameCpu) {
        this.sameCpu = sameCpu;
    }

    @Override
    public String name() {
        return sameCpu ? "empty-same-cpu" : "empty";
    }

    @Override
    public String title() {
        return "Queue and run an empty item, one producer on " + (sameCpu ? "the same CPU" : "another CPU");
    }

    @Override
    public String method() {
        return "A thread bound to one CPU queues 1,000 items that do nothing, blocks until the last has run, and begins again. What"
                + " runs them is bound to " + (sameCpu ? "the same CPU" : "another CPU") + ". Bytes are those that all threads of the JVM"
                + " allocate. The floor is a program in C that hands its thousand items over in a ring, each with a word that says whether"
                + " it is pending, as an item has that is queued again and again.";
    }

    @Override
    public List<String> contenders() {
        return List.of(Contenders.KEDGE, "tpe-1", "fjp-1", "eqe-1", "eqe", "virtual-1", "kotlin-1");
    }

    @Override
    public List<String> charts() {
        return List.of(TIME, MEMORY);
    }

    @Override
    public List<Goal> goals() {
        return List.of(new Goal(TIME, "tpe-1", 1), Goal.atMost(MEMORY, 0.1));
    }

    @Override
    public List<Floor> floors(Effort effort) {
        return List.of(new Floor(Contenders.LIMIT, "pass", Cpus.submitter(), cpu(), BATCH, effort.times(FLOORS_BATCHES)));
    }

    @Override
    public int cpu() {
        return sameCpu ? Cpus.submitter() : Cpus.runner();
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) {
        Cpus.bindTo(Cpus.submitter());
        Load load = new Load((Executes) contender, cpu());
        load.runFor(effort.nanosOf(1_500));
        long batchesBefore = load.batches;
        long bytesBefore = Allocated.bytes();
        long tookNanos = load.runFor(effort.nanosOf(1_500));
        long bytes = Allocated.bytes() - bytesBefore;   // before anything is said
        double items = (double) BATCH * (load.batches - batchesBefore);
        figures.add(TIME, Unit.NANOSECONDS, tookNanos / items);
        figures.add(MEMORY, Unit.BYTES, bytes / items);
        Tally.awaitAll(load.items, load.batches);
    }

    /** The thousand items, and who waits for the last one. */
    private static final class Load {
        private final Tally[] items = new Tally[BATCH];
        private final Runnable[] starters = new Runnable[BATCH];
        private final Bell bell = new Bell();
        private int batches;

        Load(Executes contender, int cpu) {
            for (int i = 0; i < BATCH; i++) {
                Tally item = new Tally();
                items[i] = item;
                starters[i] = contender.starter(i < BATCH - 1 ? item : () -> {
                    item.run();
                    bell.ring();
                }, cpu);
            }
        }

        /** {@return how long it took: at least one batch} */
        long runFor(long nanos) {
            long startNanos = System.nanoTime();
            long tookNanos;
            do {
                bell.arm(Thread.currentThread());
                for (Runnable starter : starters) {
                    starter.run();
                }
                bell.await();
                batches++;
                tookNanos = System.nanoTime() - startNanos;
            } while (tookNanos < nanos);
            return tookNanos;
        }
    }
}
