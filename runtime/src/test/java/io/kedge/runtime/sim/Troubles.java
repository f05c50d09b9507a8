package io.kedge.runtime.sim;

import static java.util.Objects.requireNonNull;

/** What happens to the machine while the engine works: its memory becomes short, and there is enough again. */
final class Troubles {
    private static final int GAP_NANOS = 3_000_000;

    private final Simulation simulation;
    private final Dice dice;

    Troubles(Simulation simulation) {
        this.simulation = simulation;
        this.dice = simulation.dice;
    }

    /** A few of them, one after the other; at the end all is well. */
    void life() {
        for (int times = dice.between(1, 6); times > 0; times--) {
            pause();
            simulation.memoryShort = !simulation.memoryShort;
            simulation.trace(simulation.memoryShort ? "memory is short" : "memory is there");
            if (simulation.memoryShort && dice.oneIn(2)) {
                simulation.engine().memoryIsShort();   // else it is noticed when a carrier is wanted
            }
        }
        pause();
        simulation.memoryShort = false;
        simulation.progress();
    }

    private void pause() {
        requireNonNull(simulation.current, "troubles run in a routine").pause(Routine.Pause.COMPUTES, dice.below(GAP_NANOS));
        simulation.progress();
    }
}
