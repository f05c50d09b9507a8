package io.kedge.bench.row;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.kedge.bench.Bell;
import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Executes;
import io.kedge.bench.figure.Unit;

/** From the call that hands a task in to its first line, when nobody is at work: one sleeping thread has to be woken. */
final class HandOffs implements Row {
    private static final int WARM_UP = 20_000;
    private static final int SHOTS = 4_000;
    private static final long PAUSE_NANOS = 100_000;
    private static final String TIME = "hand-off";

    private final boolean sameCpu;

    HandOffs(boolean sameCpu) {
        this.sameCpu = sameCpu;
    }

    @Override
    public String name() {
        return sameCpu ? "hand-off-same-cpu" : "hand-off";
    }

    @Override
    public String title() {
        return "Hand-off to an idle pool on " + (sameCpu ? "the same CPU" : "another CPU");
    }

    @Override
    public String method() {
        return "A thread bound to one CPU hands a task in and blocks until it has run, then sleeps for 0.1 ms, so that everybody is"
                + " asleep at the next one. What runs the task is bound to " + (sameCpu ? "the same CPU" : "another CPU")
                + ". Time from the call to the task's first line, CLOCK_MONOTONIC on both sides; " + SHOTS + " shots a round after a"
                + " warm-up. The floor is a program in C whose two threads do the same with futex(2).";
    }

    @Override
    public List<String> contenders() {
        return List.of(Contenders.KEDGE, "futex", "park", "tpe-1", "fjp-1", "eqe-1", "virtual-1", "kotlin-1");
    }

    @Override
    public List<String> charts() {
        return List.of(TIME + ", median");
    }

    @Override
    public List<Goal> goals() {
        return sameCpu ? List.of() : List.of(
                new Goal(TIME + ", median", "futex", 1.3), new Goal(TIME + ", median", Contenders.LIMIT, 1.3));
    }

    @Override
    public int cpu() {
        return sameCpu ? Cpus.submitter() : Cpus.runner();
    }

    @Override
    public List<Floor> floors(Effort effort) {
        return List.of(new Floor(Contenders.LIMIT, "wake", Cpus.submitter(), cpu(), effort.times(SHOTS)));
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) {
        Cpus.bindTo(Cpus.submitter());
        Shot shot = new Shot((Executes) contender, cpu());
        for (int i = effort.times(WARM_UP); i > 0; i--) {
            shot.nanos();
        }
        long[] nanos = new long[effort.times(SHOTS)];
        for (int i = 0; i < nanos.length; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            nanos[i] = shot.nanos();
        }
        figures.addTimes(TIME, nanos);
        figures.add(TIME + ", least", Unit.NANOSECONDS, (double) nanos[0]);
    }

    /** One task, handed in again and again. */
    static final class Shot {
        private final Bell bell = new Bell();
        private final Runnable starter;
        private volatile long startedNanos;

        Shot(Executes contender, int cpu) {
            starter = contender.starter(() -> {
                startedNanos = System.nanoTime();
                bell.ring();
            }, cpu);
        }

        /** {@return how long it took until the task began; the caller blocks meanwhile} */
        long nanos() {
            bell.arm(Thread.currentThread());
            long askedNanos = System.nanoTime();
            starter.run();
            bell.await();
            return startedNanos - askedNanos;
        }
    }
}
