package io.kedge.bench.row;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Executes;
import io.kedge.bench.figure.Unit;

/** 64 tasks that compute, handed in at once, and how long until all have ended. */
final class Hogs extends DescribedRow {
    private static final int HOGS = 64;
    private static final int WARM_UP = 200;
    private static final long PATIENCE_SECONDS = 60;
    private static final String MAKESPAN = "makespan";
    private static final String FIRST = "makespan, first time";
    private static final String PROBE = "probe behind them";

    private final long millis;
    private final int repetitions;

    private Hogs(long millis, int repetitions, Goal... goals) {
        super(about(millis, repetitions, List.of(goals)));
        this.millis = millis;
        this.repetitions = repetitions;
    }

    static Row short5() {
        return new Hogs(5, 5, new Goal(MAKESPAN, "tpe", 1.05), Goal.atMost(Row.THREADS, 0));
    }

    static Row long100() {
        return new Hogs(100, 2, new Goal(MAKESPAN, "tpe", 1.05), Goal.atMost(Row.THREADS, 8 * Cpus.count()),
                Goal.atMost(PROBE, (double) TimeUnit.SECONDS.toNanos(2)));
    }

    private static About about(long millis, int repetitions, List<Goal> goals) {
        return new About("hogs-" + millis, "64 tasks that compute for " + millis + " ms each",
                "64 tasks of " + millis + " ms of CPU time each are handed in at once, the engine's on its CPUs in turn, and a probe behind"
                        + " them, once and " + repetitions + " times more. Time until the last one has ended, the first time and in"
                        + " the mean of the others; time until the probe begins. The CPU time is a number of rounds of"
                        + " arithmetic, measured beforehand. Threads are counted from outside, beyond those that were there before.",
                List.of(Contenders.KEDGE, "kedge-unbound", "tpe-bound", "tpe", "cached", "fjp", "eqe", "virtual", "kotlin"),
                List.of(MAKESPAN, PROBE, Row.THREADS), goals);
    }

    @Override
    public int rounds(Effort effort) {
        return Math.min(3, effort.rounds());
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) throws InterruptedException {
        Executes executes = (Executes) contender;
        Tally.warmUp(executes, WARM_UP);
        Burner burner = new Burner();
        long burnNanos = effort == Effort.SMOKE ? 0 : TimeUnit.MILLISECONDS.toNanos(millis);
        int times = 1 + effort.times(repetitions);
        long[] makespans = new long[times];
        long[] probes = new long[times];
        figures.countThreads();
        for (int i = 0; i < times; i++) {
            long startNanos = System.nanoTime();
            Batch batch = new Batch(executes, burner, burnNanos);
            probes[i] = new HandOffs.Shot(executes, cpu()).nanos();
            makespans[i] = batch.awaitEndNanos() - startNanos;
        }
        figures.threadsCounted();
        figures.add(FIRST, Unit.NANOSECONDS, (double) makespans[0]);
        figures.add(MAKESPAN, Unit.NANOSECONDS, meanButTheFirst(makespans));
        figures.add(PROBE, Unit.NANOSECONDS, meanButTheFirst(probes));
    }

    private static double meanButTheFirst(long[] values) {
        double sum = 0;
        for (int i = 1; i < values.length; i++) {
            sum += values[i];
        }
        return sum / (values.length - 1);
    }

    /** The 64, handed in. */
    private static final class Batch {
        private final Tally[] ended = new Tally[HOGS];
        private final long[] endNanos = new long[HOGS];   // each written before the latch, read after it
        private final CountDownLatch left = new CountDownLatch(HOGS);   // who looked again and again would take a CPU from one of them

        Batch(Executes contender, Burner burner, long nanos) {
            for (int i = 0; i < HOGS; i++) {
                int index = i;
                ended[i] = new Tally();
                contender.starter(() -> {
                    burner.burnNanos(nanos);
                    endNanos[index] = System.nanoTime();
                    ended[index].run();
                    left.countDown();
                }, Cpus.nth(i)).run();
            }
        }

        long awaitEndNanos() throws InterruptedException {
            if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(left.getCount() + " of " + HOGS + " tasks have not ended after " + PATIENCE_SECONDS + " s");
            }
            Tally.awaitAll(ended, 1);
            long last = endNanos[0];
            for (long one : endNanos) {
                last = one - last > 0 ? one : last;
            }
            return last;
        }
    }
}
