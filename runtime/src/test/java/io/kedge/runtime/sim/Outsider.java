package io.kedge.runtime.sim;

import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.sim.Routine.Pause;

/** A caller that is no worker: a thread of the application. */
final class Outsider extends Machine implements Strand.Owner {
    private final SimWorld simulation;
    private final Routine routine;
    private final Runnable script;
    private boolean ended;

    Outsider(SimWorld simulation, String name, Runnable script) {
        this.simulation = simulation;
        this.script = script;
        this.routine = new Routine(simulation, name, this);
    }

    void start() {
        simulation.add(this);
        routine.start();
    }

    boolean ended() {
        return ended;
    }

    @Override
    void step() {
        dueNanos = NEVER;
        routine.mount();
        if (routine.pause() != Pause.NONE) {
            dueNanos = simulation.endOfPause(this, routine);
        }
    }

    @Override
    public void live() {
        script.run();
        ended = true;
        simulation.remove(this);
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
    String name() {
        return routine.name();
    }
}
