package io.kedge.runtime.inspect;

import java.util.List;

/**
 * What the engine is at (kernel: show_all_workqueues): workqueues that have items, groups that have items, and pools that have busy
 * workers. Each share and each pool is looked at by itself, for a moment, so two of them may not be of the same moment. At most 1024 items of a list
 * are looked at, and 64 lines are kept.
 *
 * @param workqueues those with items, in order of creation
 * @param pools      those with busy workers, in order of their ids
 * @param groups     those with items, active or waiting, in order of creation
 */
public record StateDump(List<WorkqueueDump> workqueues, List<PoolDump> pools, List<GroupStats> groups) {

    /**
     * A workqueue with items.
     *
     * @param name   at most 31 characters
     * @param flags  the kernel's names, in alphabetical order
     * @param shares those with items, one for each pool
     */
    public record WorkqueueDump(String name, List<String> flags, List<ShareDump> shares) { }

    /**
     * The part of a workqueue that is on one pool (kernel: pwq).
     *
     * @param pool     id of the pool
     * @param poolName as in {@code top -H}
     * @param cpus     CPUs of the pool
     * @param nice     nice value of the pool
     * @param active   items on the worklist, assigned or running
     * @param refs     items in all: active ones and those that wait for a slot
     * @param mayday   whether it has called its workqueue's rescuer, which has not come yet
     * @param assigned items that shall run once more on the worker that runs them now, on behalf of whichever share
     * @param inFlight running items
     * @param pending  items on the worklist, first come first
     * @param inactive items that wait for a slot (max_active), first come first
     */
    public record ShareDump(
            int pool,
            String poolName,
            String cpus,
            int nice,
            int active,
            int refs,
            boolean mayday,
            int assigned,
            List<Running> inFlight,
            Items pending,
            Items inactive) { }

    /**
     * One running item.
     *
     * @param worker   name of the worker
     * @param rescuer  whether that is the workqueue's rescuer
     * @param function class of the function
     * @param nanos    how long it has been running
     * @param again    whether the same item runs there once more afterwards
     * @param waiters  names of threads that wait for its end, at most 4
     */
    public record Running(String worker, boolean rescuer, String function, long nanos, boolean again, List<String> waiters) { }

    /**
     * Items of a list.
     *
     * @param total how many there are
     * @param lines equal functions one after the other, as one; may be of fewer items than there are
     */
    public record Items(int total, List<Line> lines) {

        /** {@return items that no line tells of} */
        public int leftOut() {
            return total - lines.stream().mapToInt(Line::count).sum();
        }
    }

    /**
     * Items with equal functions, one after the other.
     *
     * @param function class of the function
     * @param count    1 or more
     * @param waiters  names of threads that wait for the end of one of them, at most 4
     */
    public record Line(String function, int count, List<String> waiters) { }

    /**
     * A pool with busy workers.
     *
     * @param id         unique in its engine
     * @param name       as in {@code top -H}
     * @param cpus       its CPUs
     * @param nice       nice value of its carriers
     * @param hungNanos  time since an item was started, or came to an empty worklist, if items wait; else 0
     * @param workers    virtual threads
     * @param making     whether somebody makes a worker (kernel: the manager)
     * @param busy       names of workers with an item, at most 64
     * @param idle       names of workers without, that which became idle last first, at most 64
     */
    public record PoolDump(
            int id, String name, String cpus, int nice, long hungNanos, int workers, boolean making, List<String> busy, List<String> idle) { }

    /** {@return the dump as text, in the form of the kernel's} */
    public String text() {
        return DumpText.of(this);
    }
}
