package io.kedge.runtime.sim;

import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.carrier.CarrierThread;
import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.Pod;
import io.kedge.runtime.linux.CpuMask;
import io.kedge.runtime.linux.Probe;
import io.kedge.runtime.pool.CarrierSteps;
import io.kedge.runtime.sim.Routine.Pause;
import org.jspecify.annotations.Nullable;

/** Plays a carrier's thread: takes the halves of its steps, and the parts of its mounts, one by one. */
final class SimCarrier extends Machine implements CarrierRunner, Probe {

    private enum State { STARTS, PICKS, MOUNTS, PARKED, ENDED }

    private static final long OVERHEAD_NANOS = 200;

    private final SimWorld simulation;
    private final Body body;
    private final CarrierSteps steps;
    private final String name;
    private final long idleNanos;
    private final int tid;
    private final int itsOwnNice;
    private int nice;
    private State state = State.STARTS;
    private boolean granted;      // a wake-up that no wait has used up
    private boolean idleTooLong;
    private int wakeUps;
    private long parksAtMostNanos;
    private @Nullable Routine mounted;
    private long cpuNanos;        // used up to the beginning of the present pause
    private long pausedAtNanos;
    private boolean looksAsleep;  // while preempted: what a probe says now and then of a thread that waits for its CPU

    SimCarrier(SimWorld simulation, Station station, Body body, int tid) {
        this.simulation = simulation;
        this.body = body;
        this.steps = new CarrierSteps(body);
        this.name = station.name() + "#" + tid;
        this.idleNanos = station.idleNanos();
        this.tid = tid;
        this.itsOwnNice = station.nice();
        this.nice = itsOwnNice;
    }

    /** {@return whether what it carries has run, and is not done} */
    boolean isInMount() {
        return state == State.MOUNTS && mounted != null && mounted.pause() != Pause.NONE;
    }

    /** {@return the CPU it is bound to, -1 for none} */
    int cpu() {
        return steps.pool().spec().cpu();
    }

    /** {@return how often it was called} */
    int wakeUps() {
        return wakeUps;
    }

    int nice() {
        return nice;
    }

    boolean hasItsOwnNice() {
        return nice == itsOwnNice;
    }

    // ---- CarrierRunner

    @Override
    public void start() {
        simulation.mayFail("a thread");
        dueNanos = simulation.nowNanos;
        simulation.add(this);
    }

    @Override
    public void wake() {
        granted = true;
        wakeUps++;
        if (state == State.PARKED) {
            dueNanos = simulation.nowNanos;
        }
    }

    @Override
    public boolean returnTo(Pod pod) {
        return simulation.hasStrayed();
    }

    @Override
    public boolean nice(int wanted) {
        if (simulation.mounting != this) {
            throw new AssertionError("the nice value of " + name + " is changed by another thread");
        }
        nice = wanted;
        return true;
    }

    @Override
    public void comeHome() {
        // a simulated CPU has no threads of its own
    }

    @Override
    public void moveTo(CpuMask cpus) {
        throw new AssertionError("a carrier stays where it is");
    }

    @Override
    public void awaitEnd(long millis) {
        throw new AssertionError("the simulation waits for no thread");
    }

    // ---- Machine

    @Override
    void step() {
        switch (state) {
            case STARTS -> {
                body.onStart(tid);
                state = State.PICKS;
            }
            case PICKS -> pick();
            case MOUNTS -> mount();
            case PARKED -> {
                idleTooLong = !granted && parksAtMostNanos == idleNanos;
                granted = false;
                state = State.PICKS;
                dueNanos = simulation.nowNanos;
            }
            case ENDED -> throw new AssertionError("an ended carrier took a step");
        }
    }

    private void pick() {
        Routine before = mounted;
        Step next = steps.pick(idleTooLong);
        idleTooLong = false;
        simulation.settled(before);
        mounted = (Routine) steps.strand();
        if (mounted != null) {
            simulation.picked(mounted, steps);
            state = State.MOUNTS;
            return;
        }
        switch (next) {
            case AGAIN -> state = State.PICKS;
            case PARK -> park(idleNanos);
            case WAIT -> throw new AssertionError("a carrier does not wait for ever");
            case RETRY -> park(CarrierThread.COOLDOWN_NANOS);
            case END -> {
                state = State.ENDED;
                body.onEnd();
                simulation.remove(this);
            }
        }
    }

    private void park(long nanos) {
        state = State.PARKED;
        parksAtMostNanos = nanos;
        dueNanos = granted ? simulation.nowNanos : simulation.nowNanos + nanos;
    }

    private void mount() {
        Routine routine = mounted;
        if (routine == null) {
            throw new AssertionError("nothing to mount");
        }
        cpuNanos = cpuNanos();
        pausedAtNanos = simulation.nowNanos;
        SimCarrier before = simulation.mounting;   // that of a caller which closes an engine, perhaps
        simulation.mounting = this;
        steps.mount();
        simulation.mounting = before;
        cpuNanos += OVERHEAD_NANOS;
        if (routine.pause() == Pause.NONE) {
            state = State.PICKS;
            dueNanos = simulation.nowNanos;
            return;
        }
        dueNanos = simulation.endOfPause(this, routine);
        looksAsleep = simulation.looksAsleep();
    }

    // ---- Probe

    @Override
    public char state() {
        boolean asleep = state == State.PARKED || state == State.MOUNTS && mounted != null
                && (mounted.pause() == Pause.NATIVE || looksAsleep);
        if (!asleep) {
            simulation.seenRunning(steps);
        }
        return asleep ? 'S' : 'R';
    }

    @Override
    public long cpuNanos() {
        Routine routine = mounted;
        if (state != State.MOUNTS || routine == null || routine.pause() != Pause.COMPUTES || looksAsleep) {
            return cpuNanos;
        }
        return cpuNanos + Math.min(simulation.nowNanos - pausedAtNanos, routine.pauseNanos());
    }

    @Override
    public void close() { }

    @Override
    String name() {
        return name;
    }
}
