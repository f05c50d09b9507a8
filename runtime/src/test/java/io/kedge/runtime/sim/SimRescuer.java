package io.kedge.runtime.sim;

import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.linux.CpuMask;
import io.kedge.runtime.pool.RescuerSteps;
import io.kedge.runtime.sim.Routine.Pause;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Plays a rescuer's thread: its items run on its own stack, and stop where the simulation wants. */
final class SimRescuer extends Machine implements CarrierRunner, Strand.Owner {
    private final SimWorld simulation;
    private final Body body;
    private final RescuerSteps steps;
    private final Routine routine;
    private boolean granted;     // a wake-up that no wait has used up
    private boolean parked;
    private boolean ended;
    private long cpuNanos;       // used up to the beginning of the present pause
    private long pausedAtNanos;

    SimRescuer(SimWorld simulation, Station station, Body body) {
        this.simulation = simulation;
        this.body = body;
        this.steps = new RescuerSteps(body);
        this.routine = new Routine(simulation, station.name(), this);
    }

    RescuerSteps steps() {
        return steps;
    }

    /** {@return whether the routine is its own} */
    boolean plays(@Nullable Routine other) {
        return routine == other;
    }

    // ---- CarrierRunner

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void start() {
        simulation.mayFail("a rescuer's thread");
        simulation.rescuers.add(this);
        simulation.add(this);
        routine.start();
    }

    @Override
    public void wake() {
        granted = true;
        if (parked) {
            dueNanos = simulation.nowNanos;
        }
    }

    @Override
    public void comeHome() { }

    @Override
    public void moveTo(CpuMask cpus) { }

    @Override
    public long cpuNanos() {
        return cpuNanos;
    }

    @Override
    public void awaitEnd(long millis) {
        requireNonNull(simulation.current, "who closes a workqueue is a caller").pause(Pause.PREEMPTED, 0);
    }

    // ---- the thread

    @Override
    public void live() {
        body.onStart(0);
        for (;;) {
            switch (steps.step()) {
                case AGAIN -> { }
                case WAIT -> park();
                case PARK, RETRY -> throw new AssertionError("a rescuer waits until it is called");
                case END -> {
                    body.onEnd();
                    ended = true;
                    simulation.remove(this);
                    return;
                }
            }
        }
    }

    private void park() {
        while (!granted) {
            parked = true;
            routine.pause(Pause.NATIVE, 0);
        }
        parked = false;
        granted = false;
    }

    @Override
    public void runnable() {
        dueNanos = simulation.nowNanos;
    }

    @Override
    public void runnableFailed(Throwable thrown) {
        throw new AssertionError(thrown);
    }

    @Override
    void step() {
        dueNanos = NEVER;
        cpuNanos += routine.pause() == Pause.COMPUTES ? simulation.nowNanos - pausedAtNanos : 0;
        steps.arrive();
        try {
            routine.mount();
        } finally {
            steps.depart();
        }
        pausedAtNanos = simulation.nowNanos;
        if (parked) {
            dueNanos = granted ? simulation.nowNanos : NEVER;
        } else if (routine.pause() != Pause.NONE) {
            dueNanos = simulation.endOfPause(this, routine);
        }
    }

    @Override
    String name() {
        return routine.name();
    }
}
