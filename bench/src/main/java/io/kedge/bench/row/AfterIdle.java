package io.kedge.bench.row;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Executes;
import io.kedge.bench.figure.Unit;

/** An item after a minute without any. */
final class AfterIdle extends DescribedRow {
    private static final int WARM_UP = 20_000;
    private static final String FIRST = "first item after a minute";

    AfterIdle() {
        super(new About("idle-60s", "The first item after a minute without any",
                "After a warm-up and 60 s without work: time from handing an item in to its first line, and the same for the next one. Several"
                        + " contenders idle at the same time, half a second apart.",
                List.of(Contenders.KEDGE, "park", "tpe-1", "fjp-1", "eqe-1", "virtual-1", "kotlin-1"), List.of(FIRST), List.of()));
    }

    @Override
    public boolean sideBySide() {
        return true;
    }

    @Override
    public int rounds(Effort effort) {
        return Math.min(3, effort.rounds());
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) {
        Cpus.bindTo(Cpus.submitter());
        HandOffs.Shot shot = new HandOffs.Shot((Executes) contender, cpu());
        for (int i = effort.times(WARM_UP); i > 0; i--) {
            shot.nanos();
        }
        LockSupport.parkNanos(effort.nanosOf(60_000));
        figures.add(FIRST, Unit.NANOSECONDS, (double) shot.nanos());
        figures.add("the next one", Unit.NANOSECONDS, (double) shot.nanos());
    }
}
