package io.kedge.runtime.queue;

import java.util.List;

import io.kedge.runtime.api.WorkqueueGroup;
import io.kedge.runtime.inspect.GroupStats;

/** A group of workqueues of an engine. */
public final class QueueGroup implements WorkqueueGroup {
    private final String name;                                                    // C
    private final Groups groups;                                                  // C
    private final GroupSlots slots;                                               // C
    private final CreationList<EngineWorkqueue> members = new CreationList<>();   // A

    QueueGroup(String name, Groups groups, GroupSlots slots) {
        this.name = name;
        this.groups = groups;
        this.slots = slots;
    }

    @Override
    public String name() {
        return name;
    }

    GroupSlots slots() {
        return slots;
    }

    @Override
    public void maxActive(int limit) {
        groups.refuseIfClosed(this);
        slots.maxActive(GroupBuilder.checkedLimit(name, limit));
    }

    @Override
    public int maxActive() {
        return slots.maxActive();
    }

    @Override
    public void cpuShare(int percent) {
        groups.refuseIfClosed(this);
        slots.cpuShare(GroupBuilder.checkedShare(name, percent));
    }

    @Override
    public int cpuShare() {
        return slots.cpuShare();
    }

    @Override
    public void close() {
        groups.close(this);
    }

    boolean isOf(Groups others) {
        return groups == others;
    }

    /** {@return its workqueues, from when they have been made until they have been closed} */
    CreationList<EngineWorkqueue> members() {
        return members;
    }

    /** {@return what it looks like now} Takes the locks of its workqueues' pools, one after the other. */
    public GroupStats stats() {
        List<EngineWorkqueue> now = List.copyOf(members.view());
        int waiting = now.stream().flatMap(member -> member.shares().all().stream()).mapToInt(QueueShare::waiting).sum();
        return new GroupStats(name, now.stream().map(EngineWorkqueue::name).toList(), slots.active(), waiting, slots.maxActive(),
                slots.cpuShare(), slots.usedNanos(), slots.isThrottled(), slots.throttles(), slots.throttledNanos());
    }

    @Override
    public String toString() {
        return "group " + name;
    }
}
