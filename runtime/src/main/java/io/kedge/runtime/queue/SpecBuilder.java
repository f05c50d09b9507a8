package io.kedge.runtime.queue;

import java.util.EnumSet;
import java.util.function.Function;

import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.api.WorkqueueGroup;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Collects flags and limits, and has the workqueue made. */
public final class SpecBuilder implements WorkqueueBuilder {
    private final String name;
    private final Function<WorkqueueSpec, EngineWorkqueue> maker;
    private final boolean savesPower;
    private final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    private int maxActive;
    private @Nullable WorkqueueAttrs attrs;
    private @Nullable QueueGroup group;

    /**
     * A builder for one workqueue.
     *
     * @param savesPower whether power-efficient workqueues are unbound
     */
    public SpecBuilder(String name, Function<WorkqueueSpec, EngineWorkqueue> maker, boolean savesPower) {
        this.name = requireNonNull(name, "name");
        this.maker = maker;
        this.savesPower = savesPower;
    }

    @Override
    public WorkqueueBuilder percpu() {
        flags.add(Flag.PERCPU);
        return this;
    }

    @Override
    public WorkqueueBuilder bh() {
        flags.add(Flag.BH);
        return this;
    }

    @Override
    public WorkqueueBuilder unbound() {
        flags.add(Flag.UNBOUND);
        return this;
    }

    @Override
    public WorkqueueBuilder highPriority() {
        flags.add(Flag.HIGHPRI);
        return this;
    }

    @Override
    public WorkqueueBuilder cpuIntensive() {
        flags.add(Flag.CPU_INTENSIVE);
        return this;
    }

    @Override
    public WorkqueueBuilder memReclaim() {
        flags.add(Flag.MEM_RECLAIM);
        return this;
    }

    @Override
    public WorkqueueBuilder freezable() {
        flags.add(Flag.FREEZABLE);
        return this;
    }

    @Override
    public WorkqueueBuilder powerEfficient() {
        flags.add(Flag.POWER_EFFICIENT);
        return this;
    }

    @Override
    public WorkqueueBuilder sysfs() {
        flags.add(Flag.SYSFS);
        return this;
    }

    @Override
    public WorkqueueBuilder maxActive(int limit) {
        maxActive = limit;
        return this;
    }

    @Override
    public WorkqueueBuilder ordered() {
        flags.add(Flag.ORDERED);
        return this;
    }

    @Override
    public WorkqueueBuilder attrs(WorkqueueAttrs asked) {
        attrs = requireNonNull(asked, "attrs");
        return this;
    }

    @Override
    public WorkqueueBuilder loadAware() {
        flags.add(Flag.LOAD_AWARE);
        return this;
    }

    @Override
    public WorkqueueBuilder byDeadline() {
        flags.add(Flag.BY_DEADLINE);
        return this;
    }

    @Override
    public WorkqueueBuilder group(WorkqueueGroup asked) {
        if (!(requireNonNull(asked, "group") instanceof QueueGroup ours)) {
            throw new IllegalArgumentException("workqueue " + name + " cannot be in group " + asked.name()
                    + ", which no engine has made: make one with this engine's group()");
        }
        group = ours;
        return this;
    }

    @Override
    public Workqueue create() {
        if (flags.contains(Flag.ORDERED)) {
            for (Flag other : EnumSet.of(Flag.PERCPU, Flag.HIGHPRI, Flag.CPU_INTENSIVE, Flag.LOAD_AWARE, Flag.BY_DEADLINE)) {
                if (flags.contains(other)) {
                    throw new IllegalStateException("workqueue " + name + " cannot be both ordered and " + other
                            + ": an ordered workqueue is unbound and runs one item at a time");
                }
            }
            flags.add(Flag.UNBOUND);
        }
        WorkqueueSpec spec = WorkqueueSpec.of(name, flags, maxActive, savesPower);
        WorkqueueAttrs asked = attrs;
        boolean percpu = !spec.has(Flag.UNBOUND) && !spec.has(Flag.POWER_EFFICIENT);
        if (percpu && asked != null) {
            throw new IllegalArgumentException("workqueue " + name + " is per-CPU and was given attributes: they are for unbound()"
                    + " ones");
        }
        if (percpu && spec.has(Flag.LOAD_AWARE)) {
            throw new IllegalArgumentException("workqueue " + name + " is per-CPU and cannot be loadAware(): its items run on the CPU"
                    + " that queued them; create it unbound()");
        }
        if (percpu && spec.has(Flag.BY_DEADLINE)) {
            throw new IllegalArgumentException("workqueue " + name + " is per-CPU and cannot be byDeadline(): it shares its CPU's pool with"
                    + " others, whose items start in the order of their arrival; create it unbound()");
        }
        WorkqueueSpec placed = asked == null ? spec : spec.with(asked);
        QueueGroup its = group;
        return maker.apply(its == null ? placed : placed.in(its));
    }
}
