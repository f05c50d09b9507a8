package io.kedge.runtime.sim;

import java.util.Locale;

import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.api.WorkqueueGroupBuilder;
import io.kedge.runtime.sim.SimQueue.Kind;
import org.jspecify.annotations.Nullable;

/** Makes the workqueues of a simulation, and groups for some of them. */
final class QueueMaker {
    private final Simulation simulation;
    private final Dice dice;
    private final Plan plan;
    private final boolean groups;   // whether there are any

    QueueMaker(Simulation simulation) {
        this.simulation = simulation;
        this.dice = simulation.dice;
        this.plan = simulation.plan;
        this.groups = dice.oneIn(3);
    }

    SimQueue make(int number) {
        Kind kind = kindOf(number);
        boolean bh = kind == Kind.BH || kind == Kind.BH_HIGHPRI;
        boolean freezable = plan.freezes() && dice.oneIn(2) && !bh;
        String name = "q" + number + "-" + kind.name().toLowerCase(Locale.ROOT);
        int level = number / 2;
        SimGroup group = groups && !bh && !dice.oneIn(3) ? group(level) : null;
        boolean reclaims = dice.oneIn(2) && group == null;
        return new SimQueue(queue(name, kind, freezable, reclaims, group), kind, level, freezable, group);
    }

    private Kind kindOf(int number) {
        if (plan.crowd() && dice.oneIn(2)) {
            return Kind.LOAD_AWARE;
        }
        boolean mayLend = plan.lends() && number < 2 && dice.oneIn(2);   // those of this level may wait for all others
        return mayLend ? Kind.HIGHPRI : Kind.values()[dice.below(Kind.values().length)];
    }

    /** {@return the group of the level} */
    private SimGroup group(int level) {
        for (SimGroup group : simulation.groups) {
            if (group.level == level) {
                return group;
            }
        }
        WorkqueueGroupBuilder builder = simulation.engine().group("level " + level);
        if (!dice.oneIn(4)) {
            builder.maxActive(dice.between(1, 3));
        }
        if (dice.oneIn(2)) {
            builder.cpuShare(dice.between(10, 90));
        }
        SimGroup group = new SimGroup(builder.create(), level, plan.cpus().cardinality());
        simulation.groups.add(group);
        return group;
    }

    private Workqueue queue(String name, Kind kind, boolean freezable, boolean reclaims, @Nullable SimGroup group) {
        for (;;) {
            try {
                return build(name, kind, freezable, reclaims, group);
            } catch (IllegalStateException noThreadForItsRescuer) {
                simulation.trace("no thread for the rescuer of " + name);
            }
        }
    }

    private Workqueue build(String name, Kind kind, boolean freezable, boolean reclaims, @Nullable SimGroup group) {
        WorkqueueBuilder builder = simulation.engine().workqueue(name);
        if (kind == Kind.BH || kind == Kind.BH_HIGHPRI) {
            return kind == Kind.BH ? builder.bh().percpu().create() : builder.bh().percpu().highPriority().create();
        }
        builder.maxActive(dice.oneIn(2) ? dice.between(1, 3) : 64);
        if (freezable) {
            builder.freezable();
        }
        if (reclaims) {
            builder.memReclaim();
        }
        if (group != null) {
            builder.group(group.api);
        }
        return switch (kind) {
            case BOUND -> builder.percpu().create();
            case HIGHPRI -> builder.percpu().highPriority().create();
            case CPU_INTENSIVE -> builder.percpu().cpuIntensive().create();
            case UNBOUND -> builder.unbound().create();
            case LOAD_AWARE -> builder.unbound().loadAware().attrs(plan.attrs()).create();
            case BY_DEADLINE -> builder.unbound().byDeadline().create();
            case ORDERED -> builder.ordered().create();
            case BH, BH_HIGHPRI -> throw new AssertionError(kind);
        };
    }
}
