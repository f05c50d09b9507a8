package io.kedge.runtime.queue;

import java.util.List;
import java.util.function.Supplier;

import io.kedge.runtime.api.WorkqueueGroupBuilder;
import io.kedge.runtime.inspect.GroupStats;

/** The groups of an engine, by name, and who is in them. */
public final class Groups {
    private final CreationList<QueueGroup> all = new CreationList<>();   // changed under this
    private final QueueHome home;                                        // C
    private boolean ended;                                               // under this

    /** No groups yet. */
    public Groups(QueueHome home) {
        this.home = home;
    }

    /** {@return a builder for a group of this name} */
    public WorkqueueGroupBuilder builder(String name) {
        return new GroupBuilder(name, this);
    }

    synchronized QueueGroup add(GroupBuilder asked, String name) {
        if (ended) {
            throw new IllegalStateException("the engine is closed: group " + name + " cannot be created");
        }
        if (all.view().stream().anyMatch(group -> group.name().equals(name))) {
            throw new IllegalStateException("there is a group " + name + " already: give this one another name, or close that one");
        }
        QueueGroup group = new QueueGroup(name, this, new GroupSlots(asked, home));
        all.add(group);
        return group;
    }

    /**
     * {@return a workqueue, made by the maker, which is in its group from now on if its spec names one}
     *
     * @throws IllegalArgumentException if that group is another engine's
     * @throws IllegalStateException if it is closed
     */
    public EngineWorkqueue make(WorkqueueSpec spec, Supplier<EngineWorkqueue> maker) {
        QueueGroup group = spec.group();
        return group == null ? maker.get() : makeIn(group, spec.name(), maker);
    }

    private synchronized EngineWorkqueue makeIn(QueueGroup group, String workqueue, Supplier<EngineWorkqueue> maker) {
        if (!group.isOf(this)) {
            throw new IllegalArgumentException("workqueue " + workqueue + " cannot be in group " + group.name()
                    + ", which is another engine's: make one with this engine's group()");
        }
        refuseIfClosed(group);
        EngineWorkqueue made = maker.get();
        group.members().add(made);
        return made;
    }

    synchronized void refuseIfClosed(QueueGroup group) {
        if (!all.view().contains(group)) {
            throw new IllegalStateException("group " + group.name() + " is closed: make another one");
        }
    }

    synchronized void close(QueueGroup group) {
        if (!group.members().view().isEmpty()) {
            throw new IllegalStateException("group " + group.name() + " has workqueues still: close "
                    + group.members().view().stream().map(EngineWorkqueue::name).toList() + " before");
        }
        all.remove(group);
    }

    /** {@return what those that are not closed look like now, in order of creation} */
    public List<GroupStats> stats() {
        return all.view().stream().map(QueueGroup::stats).toList();
    }

    /** The engine is being closed. Those that there are end with it. */
    public synchronized void refuseMore() {
        ended = true;
    }
}
