package io.kedge.runtime.sim;

import java.util.BitSet;

import static java.util.Objects.requireNonNull;

/** What happens to the machine while the engine works: memory becomes short, CPUs go offline, and both come back. */
final class Troubles {
    private static final int GAP_NANOS = 3_000_000;

    private final Simulation simulation;
    private final Dice dice;
    private final BitSet unannounced = new BitSet();   // CPUs that went, which the engine has to notice

    Troubles(Simulation simulation) {
        this.simulation = simulation;
        this.dice = simulation.dice;
    }

    /** A few of them, one after the other; at the end all is well. */
    void life() {
        for (int times = dice.between(1, 8); times > 0; times--) {
            pause();
            boolean memory = simulation.plan.shortages() && (dice.oneIn(2) || !simulation.plan.hotplugs());
            if (memory) {
                toggleMemory();
            } else {
                toggleCpu(simulation.plan.someCpu(dice));
            }
        }
        pause();
        simulation.memoryShort = false;
        for (int cpu = simulation.offline.nextSetBit(0); cpu >= 0; cpu = simulation.offline.nextSetBit(cpu + 1)) {
            toggleCpu(cpu);
            pause();   // one at a step: each changes limits
        }
        simulation.progress();
    }

    private void toggleMemory() {
        simulation.memoryShort = !simulation.memoryShort;
        simulation.trace(simulation.memoryShort ? "memory is short" : "memory is there");
        if (simulation.memoryShort && dice.oneIn(2)) {
            simulation.engine().memoryIsShort();   // else it is noticed when a carrier is wanted
        }
    }

    private void toggleCpu(int cpu) {
        boolean back = simulation.offline.get(cpu);
        if (!back && simulation.offline.cardinality() + 1 == simulation.plan.cpus().cardinality()) {
            return;   // the last one stays
        }
        simulation.trace("CPU " + cpu + (back ? " comes back" : " goes offline"));
        simulation.offline.flip(cpu);
        if (back) {
            isBack(cpu);
        } else {
            isGone(cpu);
        }
    }

    private void isBack(int cpu) {
        if (!simulation.engine().hotplug().online().get(cpu)) {
            if (unannounced.get(cpu)) {
                simulation.coverage.saw(Seen.CPU_LOSS_NOTICED);
            }
            simulation.oracle().crew.cameOnline(cpu);
            simulation.engine().hotplug().online(cpu);
            simulation.coverage.saw(Seen.CPU_CAME_ONLINE);
        }
        unannounced.clear(cpu);
    }

    private void isGone(int cpu) {
        if (dice.oneIn(2)) {
            simulation.engine().hotplug().offline(cpu);
        } else {
            unannounced.set(cpu);
            simulation.engine().carrierCouldNotBeBound();   // the only sign there is
        }
        simulation.coverage.saw(Seen.CPU_WENT_OFFLINE);
    }

    private void pause() {
        requireNonNull(simulation.current, "troubles run in a routine").pause(Routine.Pause.COMPUTES, dice.below(GAP_NANOS));
        simulation.progress();
    }
}
