package io.kedge.runtime.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.watch.CarrierBrake;
import io.kedge.runtime.watch.MemoryGauge;
import io.kedge.runtime.watch.WatchdogPace;
import org.jspecify.annotations.Nullable;

/** A world in which the dice of a seed decide whose turn it is, how long things last and what fails; it may keep a trace. */
abstract class ChanceWorld extends SimWorld {
    static final Duration STALL = Duration.ofMillis(300);

    final Dice dice;
    final Plan plan;
    final Coverage coverage;
    private final @Nullable List<String> trace;
    int injected;              // failures inside call-backs and of requests for a worker
    int strays;             // carriers that were found outside their pods
    boolean ending;            // nothing fails any more
    boolean memoryShort;
    int callersCpuSaid;        // the latest answer where a caller is
    final BitSet offline = new BitSet();   // CPUs

    ChanceWorld(long seed, Coverage coverage, boolean traced) {
        this.dice = new Dice(seed);
        this.coverage = coverage;
        this.trace = traced ? new ArrayList<>() : null;
        this.plan = Plan.of(dice);
    }

    final boolean isTraced() {
        return trace != null;
    }

    final void trace(String what) {
        if (trace != null) {
            Routine routine = current;
            trace.add(String.format(Locale.ROOT, "%6d %,14d ns  %s%s", steps, nowNanos - 1_000_000_000L,
                    routine == null ? "" : "  " + routine.name() + ": ", what));
        }
    }

    /** {@return the trace; empty if none is kept} */
    final List<String> lines() {
        return trace == null ? List.of() : trace;
    }

    /** {@return whether something fails now} */
    final boolean strikes() {
        return plan.faults() > 0 && !ending && dice.oneIn(plan.faults());
    }

    // ---- SimWorld

    @Override
    int choose(Machine[] some, int count) {
        return dice.below(count);
    }

    @Override
    boolean mayBeLate() {
        boolean late = dice.oneIn(24);
        if (late) {
            coverage.saw(Seen.MACHINE_WAS_LATE);
        }
        return late;
    }

    @Override
    void mayFail(String what) {
        if (strikes()) {
            if (isTraced()) {
                trace(what + " cannot be had");
            }
            coverage.saw(switch (what) {
                case "a worker" -> Seen.NO_WORKER;
                case "a thread" -> Seen.NO_THREAD;
                case "a rescuer's thread" -> Seen.NO_RESCUER;
                default -> Seen.NO_YIELD;
            });
            injected += what.equals("a worker") || what.equals("memory for a yield") ? 1 : 0;
            throw new Shortage();
        }
    }

    @Override
    long endOfPause(Machine machine, Routine routine) {
        if (isTimer(machine)) {
            coverage.saw(Seen.TIMER_PREEMPTED);
        }
        return switch (routine.pause()) {
            case NONE, PREEMPTED -> nowNanos + dice.below(dice.oneIn(3) ? 50 : 3) * 100_000L;
            case COMPUTES, NATIVE -> nowNanos + routine.pauseNanos();
        };
    }

    @Override
    boolean looksAsleep() {
        return dice.oneIn(8);
    }

    @Override
    boolean hasStrayed() {
        boolean strayed = dice.oneIn(3);
        strays += strayed ? 1 : 0;
        return strayed;
    }

    @Override
    boolean losesItsCpuAtTheClock(Routine routine) {
        return !ending && dice.oneIn(4);
    }

    @Override
    public boolean priorityInheritance() {
        return plan.lends();
    }

    @Override
    public WatchdogPace watchdog() {
        return WatchdogPace.STANDARD.withThreshold(STALL).withPanicRounds(1).withPanic(why -> stalled());
    }

    /** The watchdog says that a pool is stalled. */
    abstract void stalled();

    @Override
    public MemoryGauge memory() {
        return () -> memoryShort ? "simulated" : null;
    }

    @Override
    public BitSet usableCpus(Topology topology) {
        BitSet usable = topology.cpus();
        usable.andNot(offline);
        return usable;
    }

    @Override
    public CarrierBrake.Bounds bounds() {
        return new CarrierBrake.Bounds(plan.mostCarriers(), 2 * plan.mostCarriers());
    }

    @Override
    public IntSupplier callersCpu() {
        return () -> {
            int cpu = dice.below(6);
            callersCpuSaid = cpu;
            if (!plan.cpus().get(cpu)) {
                coverage.saw(Seen.CPU_OUTSIDE);
            }
            return cpu;
        };
    }
}
