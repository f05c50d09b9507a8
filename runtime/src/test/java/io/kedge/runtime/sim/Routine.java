package io.kedge.runtime.sim;

import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.carrier.LoomStrand;
import io.kedge.runtime.carrier.Strand;
import org.jspecify.annotations.Nullable;

/**
 * A flow of control that the simulation can stop in the middle: the production strand, mounted part by part. What stops
 * it by itself (a park, a yield) its owner hears of; what the simulation stops (the routine computes, sleeps in native
 * code, lost its CPU) nobody hears of: for the engine the mount goes on.
 */
final class Routine implements Strand, Strand.Owner {

    /** Why the simulation has stopped it. */
    enum Pause { NONE, PREEMPTED, COMPUTES, NATIVE }

    private final SimWorld simulation;
    private final Strand.Owner owner;
    private final Strand strand;
    private final String name;
    private @Nullable Thread thread;
    private Pause pause = Pause.NONE;
    private long pauseNanos;
    private boolean sleeps;
    private @Nullable Routine passenger;   // that this one wants to carry
    long idledAs;              // number of the time when its worker last became idle
    long idledAtNanos;         // when that was
    boolean oldRound;          // its CPU came back in the middle of its present round

    /** What ends its sleep. */
    private final Machine alarm = new Machine() {
        @Override
        void step() {
            simulation.remove(this);
            sleeps = false;
            LockSupport.unpark(thread);
        }

        @Override
        String name() {
            return name + "'s sleep ends";
        }
    };

    Routine(SimWorld simulation, String name, Strand.Owner owner) {
        this.simulation = simulation;
        this.owner = owner;
        this.name = name;
        this.strand = LoomStrand.make(name, this);
    }

    String name() {
        return name;
    }

    Strand.Owner owner() {
        return owner;
    }

    /** {@return why the mount has not ended; NONE: it has} */
    Pause pause() {
        return pause;
    }

    long pauseNanos() {
        return pauseNanos;
    }

    // ---- Strand: called by the engine

    @Override
    public void start() {
        strand.start();
    }

    @Override
    public void mount() {
        Routine before = simulation.current;
        if (before != null && before.isCaller()) {
            before.carry(this);
            return;
        }
        simulation.current = this;
        pause = Pause.NONE;
        try {
            strand.mount();
            for (Routine carried = takePassenger(); carried != null; carried = takePassenger()) {
                carried.mount();
                pause = Pause.NONE;
                strand.mount();
            }
        } finally {
            simulation.current = before;
        }
    }

    @Override
    public void yield() {
        simulation.mayFail("memory for a yield");
        strand.yield();
    }

    @Override
    public StackTraceElement[] stackTrace() {
        return strand.stackTrace();
    }

    @Override
    public @Nullable Left reset() {
        return strand.reset();
    }

    /** A virtual thread cannot carry another one: who carries this one does it, and then goes on with this one. */
    private void carry(Routine other) {
        passenger = other;
        simulation.dismissed(other);
        pause(Pause.PREEMPTED, 0);
    }

    private @Nullable Routine takePassenger() {
        Routine carried = passenger;
        passenger = null;
        return carried;
    }

    // ---- Strand.Owner: called by the production strand

    @Override
    public void live() {
        thread = Thread.currentThread();
        try {
            owner.live();
        } catch (RuntimeException | Error thrown) {
            simulation.threw(thrown);
        }
        simulation.routineEnded(this);
    }

    @Override
    public void runnable() {
        if (pause != Pause.NONE) {
            return;   // the simulation stopped it: for the engine it is mounted
        }
        if (owner instanceof Machine) {
            owner.runnable();
        } else {
            simulation.workerRunnable(this);
        }
    }

    @Override
    public void runnableFailed(Throwable thrown) {
        simulation.threw(thrown);   // what the simulation makes fail does not come here
    }

    // ---- called by what runs in it

    /** Stops here for so long, unheard of. */
    void pause(Pause reason, long nanos) {
        pause = reason;
        pauseNanos = nanos;
        Thread.yield();
    }

    /** {@return whether the caller is this routine, and not the thread that carries it} */
    boolean isCaller() {
        return Thread.currentThread() == thread;
    }

    /** Sleeps as Java code does. */
    void sleep(long nanos) {
        sleeps = true;
        alarm.dueNanos = simulation.nowNanos + nanos;
        simulation.add(alarm);
        while (sleeps) {
            LockSupport.park(this);
        }
    }
}
