package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

import io.kedge.runtime.SimulatedEngine;
import io.kedge.runtime.carrier.CarrierFactory;
import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.carrier.StrandFactory;
import io.kedge.runtime.linux.Probe;
import io.kedge.runtime.pool.CarrierSteps;
import io.kedge.runtime.pool.Rescuer;
import io.kedge.runtime.sim.Routine.Pause;
import io.kedge.runtime.timer.Timer;
import io.kedge.runtime.watch.Tick;
import io.kedge.runtime.work.NanoClock;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What an engine stands on when it has no threads: a virtual clock, and machines that take turns in taking steps. Whose
 * turn it is, how long things last and what fails is up to the subclass.
 */
abstract class SimWorld implements SimulatedEngine.World {
    private static final long LATEST_NANOS = 1_000_000_000L;

    private final List<Machine> machines = new ArrayList<>();
    private final List<SimCarrier> carriers = new ArrayList<>();   // by thread id, from 1; ended ones included
    final List<SimRescuer> rescuers = new ArrayList<>();           // started ones, also those that have ended
    final List<Routine> workers = new ArrayList<>();               // alive
    final List<Strand.Owner> workerOwners = new ArrayList<>();     // of the routines, in the same order
    private Machine[] ready = new Machine[16];
    long nowNanos = 1_000_000_000L;
    long steps;
    @Nullable Routine current;                                      // in the middle of whose mount the present step is
    @Nullable SimCarrier mounting;                                  // which goes on with its mount in the present step
    private @Nullable SimulatedEngine engine;

    /** A thread of the engine's own: takes turns, waits as long as a turn said or until it is rung. */
    private abstract class Service extends Machine implements Tick.Turns, Timer.Alarm, Strand.Owner {
        private final String name;
        private final Routine routine;
        private boolean started;
        private boolean stopping;
        private boolean rung;
        private long waitNanos;

        Service(String name) {
            this.name = name;
            this.routine = new Routine(SimWorld.this, name, this);
        }

        abstract long turn();

        @Override
        public void start() {
            started = true;
            add(this);
            routine.start();
        }

        @Override
        public void ring() {
            rung = true;
            if (started) {
                dueNanos = nowNanos;
            }
        }

        void stop() {
            stopping = true;
            ring();
        }

        @Override
        public void live() {
            while (!stopping) {
                rung = false;
                waitNanos = turn();
                routine.pause(Pause.NATIVE, 0);
            }
            started = false;
            remove(this);
        }

        @Override
        public void runnable() {
            dueNanos = nowNanos;
        }

        @Override
        public void runnableFailed(Throwable thrown) {
            threw(thrown);
        }

        @Override
        void step() {
            dueNanos = NEVER;
            routine.mount();
            if (isMidTurn()) {
                dueNanos = endOfPause(this, routine);
            } else if (rung || waitNanos == 0) {
                dueNanos = nowNanos;
            } else if (waitNanos != Long.MAX_VALUE) {
                dueNanos = nowNanos + waitNanos;
            }
        }

        boolean isMidTurn() {
            return routine.pause() == Pause.PREEMPTED;
        }

        @Override
        String name() {
            return name;
        }
    }

    private final Service timerService = new Service("work-timer") {
        @Override
        long turn() {
            return engine().timerTurn();
        }
    };

    private final Service tickService = new Service("work-tick") {
        @Override
        long turn() {
            return engine().tickTurn();
        }
    };

    final boolean isTimer(Machine machine) {
        return machine == timerService;
    }

    /** {@return when the timer will take its next turn, as far as it knows; now, if it is in the middle of one} */
    final long timersNextTurnNanos() {
        return timerService.isMidTurn() ? nowNanos : timerService.dueNanos;
    }

    /** {@return whether neither timer nor tick will take a turn again before they are rung} */
    final boolean servicesSleep() {
        return timerService.dueNanos == Machine.NEVER && tickService.dueNanos == Machine.NEVER;
    }

    final void ringTimer() {
        timerService.ring();
    }

    final void stopServices() {
        timerService.stop();
        tickService.stop();
    }

    final boolean servicesHaveEnded() {
        return !timerService.started && !tickService.started;
    }

    /** To be called once, by the constructor of the subclass. */
    final void begin(SimulatedEngine theEngine) {
        engine = theEngine;
        timerService.start();
    }

    final SimulatedEngine engine() {
        return requireNonNull(engine, "begin() comes first");
    }

    /** {@return how often the engine has woken a carrier} */
    public final int wakeUps() {
        return carriers.stream().mapToInt(SimCarrier::wakeUps).sum();
    }

    /** {@return whether each carrier has the nice value that it was made with} */
    final boolean carriersHaveTheirOwnNice() {
        for (int i = 0; i < carriers.size(); i++) {
            if (!carriers.get(i).hasItsOwnNice()) {
                return false;
            }
        }
        return true;
    }

    // ---- the subclass decides

    /** {@return which of the machines that can step does} They are the first {@code count} ones. */
    abstract int choose(Machine[] some, int count);

    /** Whether the clock goes on to the next event although somebody can step: those are late. */
    abstract boolean mayBeLate();

    /** Throws an OutOfMemoryError now and then. */
    abstract void mayFail(String what);

    /** {@return when a machine goes on whose routine was stopped} */
    abstract long endOfPause(Machine carrier, Routine routine);

    /** {@return whether a thread that computes or waits for its CPU looks asleep from outside} */
    abstract boolean looksAsleep();

    /** Whether a carrier that is called is found outside its pod. */
    boolean hasStrayed() {
        return false;
    }

    /** {@return whether a routine that reads the clock loses its CPU there} */
    abstract boolean losesItsCpuAtTheClock(Routine routine);

    /** Something was thrown where nothing may be. */
    abstract void threw(Throwable thrown);

    /** The strand of a worker can be mounted. */
    abstract void workerRunnable(Routine worker);

    /** A carrier has taken up a worker. */
    abstract void picked(Routine worker, CarrierSteps carrier);

    /** The tick looks at a carrier and sees it run. */
    abstract void seenRunning(CarrierSteps carrier);

    /** A worker that was idle is about to be run to its end by a thread of the engine that is no carrier. */
    void dismissed(Routine worker) { }

    /** A carrier has settled a mount. */
    abstract void settled(@Nullable Routine worker);

    // ---- machines

    final void add(Machine machine) {
        machines.add(machine);
    }

    final void remove(Machine machine) {
        machines.remove(machine);
    }

    /** {@return the machine that takes the next step; the clock may have gone on to it. Null if nothing will ever happen} */
    final @Nullable Machine next() {
        for (;;) {
            int count = 0;
            long nextNanos = Machine.NEVER;
            if (ready.length < machines.size()) {
                ready = new Machine[machines.size() * 2];
            }
            for (int i = 0; i < machines.size(); i++) {
                Machine machine = machines.get(i);
                if (machine.dueNanos <= nowNanos) {
                    ready[count++] = machine;
                } else {
                    nextNanos = Math.min(nextNanos, machine.dueNanos);
                }
            }
            if (count > 0 && (nextNanos - nowNanos > LATEST_NANOS || !mayBeLate())) {
                return ready[choose(ready, count)];
            }
            if (nextNanos == Machine.NEVER) {
                return null;
            }
            nowNanos = nextNanos;
        }
    }

    // ---- SimulatedEngine.World

    @Override
    public NanoClock clock() {
        return () -> {
            Routine reader = current;
            if (reader != null && reader.isCaller() && !engine().callerHoldsALock() && losesItsCpuAtTheClock(reader)) {
                reader.pause(Pause.PREEMPTED, 0);
            }
            return nowNanos;
        };
    }

    @Override
    public StrandFactory strands() {
        return (name, owner) -> {
            mayFail("a worker");
            Routine routine = new Routine(this, name, owner);
            workers.add(routine);
            workerOwners.add(owner);
            return routine;
        };
    }

    final void routineEnded(Routine routine) {
        int at = workers.indexOf(routine);
        if (at >= 0) {
            workers.remove(at);
            workerOwners.remove(at);
        }
    }

    @Override
    public CarrierFactory carriers() {
        return (station, body, refused) -> {
            if (body instanceof Rescuer) {
                return new SimRescuer(this, station, body);
            }
            SimCarrier carrier = new SimCarrier(this, station, body, carriers.size() + 1);
            carriers.add(carrier);
            return carrier;
        };
    }

    @Override
    public IntSupplier callersCpu() {
        return () -> 0;
    }

    @Override
    public Timer.Alarm timerBell() {
        return timerService;
    }

    @Override
    public Tick.Turns tickTurns() {
        return tickService;
    }

    @Override
    public IntFunction<Probe> probes() {
        return tid -> carriers.get(tid - 1);
    }
}
