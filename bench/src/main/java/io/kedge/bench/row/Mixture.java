package io.kedge.bench.row;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kedge.bench.contender.CachedPool;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.EnhancedQueue;
import io.kedge.bench.contender.FixedPool;
import io.kedge.bench.contender.ForkJoin;
import io.kedge.bench.contender.Kedge;
import io.kedge.bench.contender.KotlinScheduler;
import io.kedge.bench.figure.Unit;
import io.kedge.bench.mix.Mix;
import io.kedge.bench.mix.MixContender;

/** Items that compute, sleep in Java and sleep in native code, looked at from outside; see {@link Mix}. */
final class Mixture extends DescribedRow {
    private static final String THREE = "looks with 3 or more runnable threads a CPU, %";

    Mixture() {
        super(new About("mix", "A mixed load, looked at from outside",
                "24 items a CPU that hand themselves in again; of ten runs six compute for 0.1 to 0.3 ms, two sleep in Java and two in native"
                        + " code for 1 to 20 ms. Every 5 ms another process counts the runnable threads of each CPU. Every 10 ms a probe asks how"
                        + " long it takes until something new starts; one that has not started has waited until the end.",
                List.of(Contenders.KEDGE, "tpe", "cached", "fjp", "eqe", "kotlin", "virtual"), List.of("items a second", THREE), List.of()));
    }

    @Override
    public int rounds(Effort effort) {
        return Math.min(3, effort.rounds());
    }

    /** The contender itself stays idle: the load has a JVM of its own, so that it can be looked at from outside. */
    @Override
    public void measure(Contender contender, Effort effort, Figures figures) throws IOException, InterruptedException {
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(effort.nanosOf(10_000)));
        Mix.Turn turn = Mix.turnOf(kindOf(contender), seconds);
        figures.add("items a second", Unit.COUNT, turn.runsPerSecond());
        figures.add("probe, median", Unit.NANOSECONDS, turn.probeMillis().get(0) * 1e6);
        figures.add("probe, 99 %", Unit.NANOSECONDS, turn.probeMillis().get(1) * 1e6);
        figures.add("probe, largest", Unit.NANOSECONDS, turn.probeMillis().get(2) * 1e6);
        figures.add("looks without a runnable thread, %", Unit.COUNT, turn.threads().percent(0));
        figures.add(THREE, Unit.COUNT, turn.threads().percent(3));
        figures.add("threads at most", Unit.THREADS, turn.threads().mostThreads());
        if (!turn.own().isEmpty()) {
            figures.note(turn.own());
        }
    }

    private static MixContender kindOf(Contender contender) {
        return switch (contender) {
            case Kedge engine -> MixContender.KEDGE;
            case FixedPool pool -> MixContender.FIXED;
            case CachedPool pool -> MixContender.CACHED;
            case ForkJoin pool -> MixContender.FORK_JOIN;
            case EnhancedQueue executor -> MixContender.ENHANCED;
            case KotlinScheduler scheduler -> MixContender.KOTLIN;
            default -> MixContender.VIRTUAL;
        };
    }
}
