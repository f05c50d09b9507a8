package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.SimulatedEngine;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.CarrierSteps;
import io.kedge.runtime.sim.Routine.Pause;
import io.kedge.runtime.watch.HogPace;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * An engine on one CPU without overhead, on which nothing else runs: what computes is served first come, first served, and
 * everything else takes no time. Its items leave a time table.
 */
public final class SimulatedCpu extends SimWorld {
    private static final long START_NANOS = 1_000_000_000L;

    private final List<String> lines = new ArrayList<>();
    private long freeAtNanos;       // when the CPU will have served all who wait for it
    private long lineAtNanos = -1;
    private int missingWorkers;

    /** A part of what an item does. */
    public sealed interface Part { }

    private record Compute(long nanos) implements Part { }

    private record Sleep(long nanos) implements Part { }

    public SimulatedCpu() {
        BitSet cpu0 = new BitSet();
        cpu0.set(0);
        begin(new SimulatedEngine(
                new Topology(cpu0), TimeUnit.SECONDS.toNanos(300), new HogPace(TimeUnit.MILLISECONDS.toNanos(10)), this));
    }

    public static Part compute(int millis) {
        return new Compute(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    public static Part sleep(int millis) {
        return new Sleep(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    public WorkqueueBuilder workqueue(String name) {
        return engine().workqueue(name);
    }

    /** The next attempts to make a worker fail, so many. */
    public void workersMissing(int attempts) {
        missingWorkers = attempts;
    }

    /** Queues a new item that does this. */
    public void queue(Workqueue workqueue, String name, Part... parts) {
        Work item = new WorkItem(work -> run(name, parts));
        new Outsider(this, "caller", () -> workqueue.queue(item)).start();
    }

    /** Lets everything run to its end. @return what happened when, a line for each time */
    public String timeline() throws InterruptedException {
        Stage.start(() -> {
            for (Machine machine = next(); machine != null && !isDone(machine); machine = next()) {
                machine.step();
            }
            return lines;
        }).result();
        return String.join("\n", lines) + "\n";
    }

    /** Only carriers that wait for work will ever take a step again. */
    private boolean isDone(Machine machine) {
        return machine instanceof SimCarrier && nowNanos - START_NANOS > TimeUnit.SECONDS.toNanos(200);
    }

    private void run(String name, Part... parts) {
        note(name + " starts");
        for (Part part : parts) {
            switch (part) {
                case Compute compute -> routine().pause(Pause.COMPUTES, compute.nanos);
                case Sleep sleep -> {
                    note(name + " sleeps");
                    routine().sleep(sleep.nanos);
                    note(name + " wakes");
                }
            }
        }
        note(name + " ends");
    }

    private void note(String event) {
        if (nowNanos == lineAtNanos) {
            lines.set(lines.size() - 1, lines.getLast() + ", " + event);
        } else {
            lineAtNanos = nowNanos;
            long millis = TimeUnit.NANOSECONDS.toMillis(nowNanos - START_NANOS);
            lines.add(String.format(Locale.ROOT, "%2d ms  %s", millis, event));
        }
    }

    private Routine routine() {
        return requireNonNull(current, "an item runs in a routine");
    }

    // ---- SimWorld: no chance

    /** What is no carrier takes no CPU; of the carriers the one goes on that has it. */
    @Override
    int choose(Machine[] some, int count) {
        int chosen = 0;
        for (int i = count - 1; i >= 0; i--) {
            if (rank(some[i]) <= rank(some[chosen])) {
                chosen = i;
            }
        }
        return chosen;
    }

    private static int rank(Machine machine) {
        return machine instanceof SimCarrier carrier ? carrier.isInMount() ? 1 : 2 : 0;
    }

    @Override
    boolean mayBeLate() {
        return false;
    }

    @Override
    void mayFail(String what) {
        if (what.equals("a worker") && missingWorkers > 0) {
            missingWorkers--;
            throw new Shortage();
        }
    }

    @Override
    long endOfPause(Machine machine, Routine routine) {
        freeAtNanos = Math.max(freeAtNanos, nowNanos) + routine.pauseNanos();
        return freeAtNanos;
    }

    @Override
    boolean looksAsleep() {
        return false;
    }

    @Override
    boolean losesItsCpuAtTheClock(Routine routine) {
        return false;
    }

    @Override
    void threw(Throwable thrown) {
        throw new AssertionError(thrown);
    }

    @Override
    void workerRunnable(Routine worker) {
        worker.owner().runnable();
    }

    @Override
    void picked(Routine worker, CarrierSteps carrier) { }

    @Override
    void settled(@Nullable Routine worker) { }
}
