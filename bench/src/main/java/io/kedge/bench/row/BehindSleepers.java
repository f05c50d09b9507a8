package io.kedge.bench.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kedge.bench.Cpus;
import io.kedge.bench.Sleepers;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Executes;
import io.kedge.bench.figure.Spread;
import io.kedge.bench.figure.Unit;

/** A probe that is handed in behind 32 tasks that sleep for a tenth of a second each. */
final class BehindSleepers extends DescribedRow {
    private static final int SLEEPERS = 32;
    private static final int SHOTS = 4;
    private static final int WARM_UP = 200;
    private static final int COMPUTING = 4;
    private static final int RUNS = 500;   // a bounded number: a ForkJoinPool takes nothing else before
    private static final long COMPUTING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String FIRST = "probe, first time";
    private static final String LATER = "probe, afterwards";

    private final Sleepers sleep;
    private final boolean load;

    private BehindSleepers(About about, Sleepers sleep, boolean load) {
        super(about);
        this.sleep = sleep;
        this.load = load;
    }

    static Row inJava() {
        return new BehindSleepers(about("java-sleepers", "32 tasks that sleep in Java", false, 5, true), Sleepers.JAVA, false);
    }

    static Row inNative() {
        return new BehindSleepers(about("native-sleepers", "32 tasks that sleep in native code, one function", false, 20, false),
                Sleepers.NATIVE, false);
    }

    static Row inNativeFunctions() {
        return new BehindSleepers(about("native-functions", "32 tasks that sleep in native code, 32 functions never seen before", false, 60, false),
                Sleepers.NATIVE_FUNCTIONS, false);
    }

    static Row inNativeWithLoad() {
        return new BehindSleepers(about("native-sleepers-load", "32 tasks that sleep in native code, beside tasks that compute", true, 0, false),
                Sleepers.NATIVE, true);
    }

    private static About about(String name, String tasks, boolean load, long goalMillis, boolean noThreads) {
        List<Goal> goals = new ArrayList<>();
        if (goalMillis > 0) {
            goals.add(Goal.atMost(FIRST, (double) TimeUnit.MILLISECONDS.toNanos(goalMillis)));
            goals.add(Goal.atMost(LATER, (double) TimeUnit.MILLISECONDS.toNanos(goalMillis)));
        }
        if (noThreads) {
            goals.add(Goal.atMost(Row.THREADS, 0));
        }
        return new About(name, "A probe behind " + tasks,
                "32 tasks of 100 ms each and a probe behind them are handed in at once, the engine's all on one CPU; " + SHOTS
                        + " times, each when all have ended. Time from handing the probe in to its first line."
                        + (load ? " Meanwhile " + COMPUTING + " tasks of 1 ms of CPU time each hand themselves in again, " + RUNS + " times each." : "")
                        + " Threads are counted from outside every 5 ms, beyond those that were there after a warm-up.",
                noThreads ? List.of(Contenders.KEDGE, "tpe", "cached", "fjp", "fjp-managed", "eqe", "virtual", "kotlin")
                        : List.of(Contenders.KEDGE, "kedge-told", "chain", "tpe", "cached", "fjp", "fjp-managed", "eqe", "virtual", "kotlin"),
                List.of(LATER, Row.THREADS), goals);
    }

    @Override
    public int rounds(Effort effort) {
        return Math.min(3, effort.rounds());
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) {
        Executes executes = (Executes) contender;
        Tally.warmUp(executes, WARM_UP);
        sleepOnce(executes);
        Burner burner = new Burner();
        long[] nanos = new long[effort == Effort.SMOKE ? 1 : Math.max(2, effort.times(SHOTS))];
        figures.countThreads();
        for (int shot = 0; shot < nanos.length; shot++) {
            Computing[] computing = load ? startComputing(executes, burner, effort.times(RUNS)) : new Computing[0];
            nanos[shot] = nanosBehindSleepers(executes, effort == Effort.SMOKE ? 2 : SLEEPERS);
            Tally.awaitAll(Arrays.stream(computing).map(one -> one.ran).toArray(Tally[]::new), effort.times(RUNS));
        }
        figures.threadsCounted();
        figures.add(FIRST, Unit.NANOSECONDS, (double) nanos[0]);
        long[] later = nanos.length == 1 ? nanos : Arrays.copyOfRange(nanos, 1, nanos.length);
        Arrays.sort(later);
        figures.add(LATER, Unit.NANOSECONDS, (double) Spread.quantile(later, 0.5));
    }

    /** The JDK starts a thread of its own at the first sleep of a virtual one. */
    private void sleepOnce(Executes contender) {
        Tally[] ended = {new Tally()};
        contender.starter(() -> {
            LockSupport.parkNanos(COMPUTING_NANOS);
            ended[0].run();
        }, cpu()).run();
        Tally.awaitAll(ended, 1);
    }

    private long nanosBehindSleepers(Executes contender, int sleepers) {
        Tally[] ended = new Tally[sleepers];
        Runnable[] starters = new Runnable[sleepers];
        for (int i = 0; i < sleepers; i++) {
            Tally end = new Tally();
            Runnable sleeper = sleep.next();
            ended[i] = end;
            starters[i] = contender.blockingStarter(() -> {
                sleeper.run();
                end.run();
            }, cpu());
        }
        HandOffs.Shot probe = new HandOffs.Shot(contender, cpu());
        for (Runnable starter : starters) {
            starter.run();
        }
        long nanos = probe.nanos();
        Tally.awaitAll(ended, 1);
        return nanos;
    }

    private static Computing[] startComputing(Executes contender, Burner burner, int runs) {
        Computing[] all = new Computing[COMPUTING];
        for (int i = 0; i < COMPUTING; i++) {
            all[i] = new Computing(burner, contender, Cpus.nth(i), runs);
            all[i].starter.run();
        }
        return all;
    }

    private static final class Computing implements Runnable {
        private final Burner burner;
        private final Runnable starter;
        private final int runs;
        private final Tally ran = new Tally();

        Computing(Burner burner, Executes contender, int cpu, int runs) {
            this.burner = burner;
            this.starter = contender.starter(this, cpu);
            this.runs = runs;
        }

        @Override
        public void run() {
            burner.burnNanos(COMPUTING_NANOS);
            boolean again = ran.ran() + 1 < runs;
            ran.run();
            if (again) {
                starter.run();
            }
        }
    }
}
