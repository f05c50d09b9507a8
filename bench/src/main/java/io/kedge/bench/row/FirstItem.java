package io.kedge.bench.row;

import java.util.List;

import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Executes;
import io.kedge.bench.figure.Unit;

/** The very first item of a JVM: nothing is loaded, nothing compiled, no thread there. */
final class FirstItem extends DescribedRow {
    private static final String MAKING = "making it";
    private static final String FIRST = "first item";
    private static final String SECOND = "second item";

    FirstItem() {
        super(new About("cold", "The first item after the start",
                "In a JVM that has just started: time to make the contender, from handing in its first item to that one's first line, and the"
                        + " same for a second one; the classes in between are loaded by the first. No AOT cache, which the application has.",
                List.of(Contenders.KEDGE, "tpe-1", "fjp-1", "eqe-1", "virtual-1", "kotlin-1"), List.of(FIRST), List.of()));
    }

    @Override
    public void made(long nanos, Figures figures) {
        figures.add(MAKING, Unit.NANOSECONDS, (double) nanos);
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) {
        Cpus.bindTo(Cpus.submitter());
        HandOffs.Shot shot = new HandOffs.Shot((Executes) contender, cpu());
        figures.add(FIRST, Unit.NANOSECONDS, (double) shot.nanos());
        figures.add(SECOND, Unit.NANOSECONDS, (double) shot.nanos());
    }
}
