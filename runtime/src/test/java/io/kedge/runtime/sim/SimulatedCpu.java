package io.kedge.runtime.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import io.kedge.runtime.Blocking;
import io.kedge.runtime.SimulatedEngine;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.api.WorkqueueGroupBuilder;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.pool.CarrierSteps;
import io.kedge.runtime.pool.Hotplug;
import io.kedge.runtime.sim.Routine.Pause;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.watch.HogPace;
import io.kedge.runtime.watch.WatchdogPace;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * An engine on CPUs without overhead, on which nothing else runs: what computes is served first come, first served, and
 * everything else takes no time. Its items leave a time table.
 */
public final class SimulatedCpu extends SimWorld {
    private static final long START_NANOS = 1_000_000_000L;
    private static final WatchdogPace UNWATCHED = WatchdogPace.STANDARD.withThreshold(Duration.ZERO);

    private final TimeTable table = new TimeTable();
    private final List<Throwable> failures = new ArrayList<>();
    private final IdentityHashMap<Routine, Integer> cpuOfWorker = new IdentityHashMap<>();
    private final long[] freeAtNanos;       // by CPU: when it will have served all who wait for it
    private final WatchdogPace watchdog;
    private final boolean lends;
    private int callersCpu;                 // where callers that are no workers run
    private long contendedNanos;            // that carriers waited for a CPU on which another one computed
    private int missingWorkers;
    private int missingThreads;

    /** A part of what an item does. */
    public sealed interface Part { }

    private record Compute(long nanos) implements Part { }

    private record Sleep(long nanos) implements Part { }

    private record NativeSleep(long nanos) implements Part { }

    private record Announced(List<Part> parts) implements Part { }

    private record Call(Act act) implements Part { }

    /** Something done in the middle of the simulation, by an item or another caller; it takes no time but what it waits. */
    @FunctionalInterface
    public interface Act {
        void run() throws Exception;
    }

    /** One CPU, number 0. */
    public SimulatedCpu() {
        this(1);
    }

    /** So many CPUs, from 0 on. */
    public SimulatedCpu(int cpus) {
        this(new Topology(range(0, cpus)), new HogPace(TimeUnit.MILLISECONDS.toNanos(10)), UNWATCHED, false);
    }

    /** One CPU, on which an item may compute for as long as it wants, with a watchdog. */
    public static SimulatedCpu watched(WatchdogPace pace) {
        return new SimulatedCpu(new Topology(range(0, 1)), new HogPace(0), pace, false);
    }

    /** So many CPUs, each a pod, on which items may compute for as long as they want. */
    public static SimulatedCpu pods(int cpus) {
        List<BitSet> each = IntStream.range(0, cpus).mapToObj(cpu -> range(cpu, cpu + 1)).toList();
        return new SimulatedCpu(new Topology(range(0, cpus), List.of(range(0, cpus)), each), new HogPace(0), UNWATCHED, false);
    }

    /** One CPU, on which items may compute for as long as they want, and lend their class to those they wait for, if so. */
    public static SimulatedCpu lending(boolean lends) {
        return new SimulatedCpu(new Topology(range(0, 1)), new HogPace(0), UNWATCHED, lends);
    }

    private SimulatedCpu(Topology topology, HogPace hogs, WatchdogPace watchdog, boolean lends) {
        this.watchdog = watchdog;
        this.lends = lends;
        freeAtNanos = new long[topology.count()];
        begin(new SimulatedEngine(topology, TimeUnit.SECONDS.toNanos(300), hogs, this));
    }

    private static BitSet range(int from, int end) {
        BitSet cpus = new BitSet();
        cpus.set(from, end);
        return cpus;
    }

    public static Part compute(int millis) {
        return new Compute(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    public static Part sleep(int millis) {
        return new Sleep(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Sleeps in native code, unannounced: the carrier stays with it. */
    public static Part nativeSleep(int millis) {
        return new NativeSleep(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Does this in a bracket. */
    public static Part announced(Part... parts) {
        return new Announced(List.of(parts));
    }

    /** Does this in between; what it throws fails the test. */
    public static Part call(Act act) {
        return new Call(act);
    }

    public WorkqueueBuilder workqueue(String name) {
        return engine().workqueue(name);
    }

    public WorkqueueGroupBuilder group(String name) {
        return engine().group(name);
    }

    public void freeze(boolean freeze) {
        engine().freeze(freeze);
    }

    public EngineSnapshot snapshot() {
        return engine().snapshot();
    }

    public StateDump dump() {
        return engine().dump();
    }

    public void touchWatchdog() {
        engine().watchdog().touch();
    }

    public void watchdogThreshold(Duration threshold) {
        engine().watchdog().threshold(threshold);
        ringTimer();
    }

    public void touchWatchdog(int cpu) {
        engine().watchdog().touch(cpu);
    }

    @Override
    public WatchdogPace watchdog() {
        return watchdog;
    }

    @Override
    public boolean priorityInheritance() {
        return lends;
    }

    /** {@return the counters of the workqueue} */
    public WorkqueueStats stats(Workqueue workqueue) {
        return snapshot().workqueues().stream().filter(queue -> queue.name().equals(workqueue.name())).findFirst().orElseThrow();
    }

    /** {@return a new item that does this and notes when it starts and ends, sleeps and wakes; nothing without a name} */
    public Work item(String name, Part... parts) {
        return new WorkItem(work -> run(name, List.of(parts)), new FunctionProfile(name));
    }

    /** {@return as {@link #item}, with a timer} */
    public DelayedWork delayed(String name, Part... parts) {
        return new DelayedItem(work -> run(name, List.of(parts)), new FunctionProfile(name));
    }

    /** A caller that is no worker does this at that time; what it throws fails the test. Several may wait side by side. */
    public void at(int millis, Act act) {
        new Outsider(this, "caller", () -> {
            routine().sleep(START_NANOS + TimeUnit.MILLISECONDS.toNanos(millis) - nowNanos);
            perform(act);
        }).start();
    }

    /** From now on callers that are no workers run on this CPU. */
    public void callersRunOn(int cpu) {
        callersCpu = cpu;
    }

    /** {@return how long carriers waited, altogether, for a CPU on which another one computed} */
    public long contendedNanos() {
        return contendedNanos;
    }

    /** {@return what takes CPUs out of the engine's books; items compute where they did} */
    public Hotplug hotplug() {
        return engine().hotplug();
    }

    /** Notes an event of the test's own. */
    public void say(String event) {
        table.note(nowNanos - START_NANOS, event);
    }

    /** {@return the name of the worker that runs the calling item} */
    public String workersName() {
        return routine().name();
    }

    /** The next attempts to make a worker fail, so many. */
    public void workersMissing(int attempts) {
        missingWorkers = attempts;
    }

    /** The next attempts to start a carrier's thread fail, so many. */
    public void threadsMissing(int attempts) {
        missingThreads = attempts;
    }

    /** Queues a new item that does this. */
    public void queue(Workqueue workqueue, String name, Part... parts) {
        Work item = item(name, parts);
        new Outsider(this, "caller", () -> workqueue.queue(item)).start();
    }

    /** Lets everything run to its end. @return what happened when, a line for each time */
    public String timeline() throws InterruptedException {
        Stage.start(() -> {
            for (Machine machine = next(); machine != null && !isDone(machine); machine = next()) {
                machine.step();
            }
            return table;
        }).result();
        for (Throwable failure : failures) {
            throw new AssertionError("a caller or an item failed, after\n" + table, failure);
        }
        return table.toString();
    }

    /** Only carriers that wait for work will ever take a step again, or it goes on for ever. */
    private boolean isDone(Machine machine) {
        long nanos = nowNanos - START_NANOS;
        return machine instanceof SimCarrier && nanos > TimeUnit.SECONDS.toNanos(200) || nanos > TimeUnit.HOURS.toNanos(1);
    }

    private void run(String name, List<Part> parts) {
        tell(name, "starts");
        perform(() -> act(name, parts));
        tell(name, "ends");
    }

    private void act(String name, List<Part> parts) throws Exception {
        for (Part part : parts) {
            switch (part) {
                case Compute compute -> routine().pause(Pause.COMPUTES, compute.nanos);
                case NativeSleep sleep -> routine().pause(Pause.NATIVE, sleep.nanos);
                case Call call -> call.act.run();
                case Announced announced -> Blocking.call(() -> {
                    act(name, announced.parts);
                    return name;
                });
                case Sleep sleep -> {
                    tell(name, "sleeps");
                    routine().sleep(sleep.nanos);
                    tell(name, "wakes");
                }
            }
        }
    }

    private void perform(Act act) {
        try {
            act.run();
        } catch (Throwable failure) {   // of an assertion too: the engine must not take it for the item's own affair
            failures.add(failure);
        }
    }

    private void tell(String name, String event) {
        if (!name.isEmpty()) {
            say(name + " " + event);
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
        if (what.equals("a thread") && missingThreads > 0) {
            missingThreads--;
            throw new Shortage();
        }
    }

    @Override
    long endOfPause(Machine machine, Routine routine) {
        if (routine.pause() == Pause.NATIVE || !(machine instanceof SimCarrier carrier)) {
            return nowNanos + routine.pauseNanos();
        }
        int cpu = carrier.cpu() >= 0 ? carrier.cpu() : freeCpu();
        contendedNanos += Math.max(0, freeAtNanos[cpu] - nowNanos);
        freeAtNanos[cpu] = Math.max(freeAtNanos[cpu], nowNanos) + routine.pauseNanos();
        return freeAtNanos[cpu];
    }

    private int freeCpu() {
        int free = 0;
        for (int cpu = 1; cpu < freeAtNanos.length; cpu++) {
            if (freeAtNanos[cpu] < freeAtNanos[free]) {
                free = cpu;
            }
        }
        return free;
    }

    @Override
    public IntSupplier callersCpu() {
        return () -> current == null ? callersCpu : cpuOfWorker.getOrDefault(current, callersCpu);
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
    void picked(Routine worker, CarrierSteps carrier) {
        cpuOfWorker.put(worker, carrier.pool().spec().cpu());
    }

    @Override
    void seenRunning(CarrierSteps carrier) { }

    @Override
    void settled(@Nullable Routine worker) { }
}
