package io.kedge.runtime.watch;

import java.util.List;
import java.util.Objects;

import io.kedge.runtime.inspect.GroupStats;
import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.EngineWorkqueue;
import io.kedge.runtime.queue.WorkqueueDumps;

/** Takes state dumps: lock by lock, each for a bounded time. */
public final class Dump {
    private Dump() { }

    /** {@return what the workqueues and groups have and the pools do} Any thread that holds no pool's lock. */
    public static StateDump of(List<EngineWorkqueue> workqueues, List<WorkerPool> pools, List<GroupStats> groups) {
        return new StateDump(
                workqueues.stream().map(WorkqueueDumps::of).filter(Objects::nonNull).toList(),
                pools.stream().map(pool -> pool.view().dump()).filter(Objects::nonNull).toList(),
                groups.stream().filter(group -> group.active() + group.waiting() > 0).toList());
    }
}
