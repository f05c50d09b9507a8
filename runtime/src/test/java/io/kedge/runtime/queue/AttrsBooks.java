package io.kedge.runtime.queue;

import java.util.List;

import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.work.Placement;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Which pools one workqueue uses, and which of its shares have been replaced. One thread. */
public final class AttrsBooks {
    private final EngineWorkqueue workqueue;

    public AttrsBooks(EngineWorkqueue workqueue) {
        this.workqueue = workqueue;
    }

    /** {@return something that is another object after each change} */
    public Object version() {
        return workqueue.shares().map();
    }

    /** {@return the pool for the CPU} */
    public WorkerPool poolFor(int cpu) {
        return requireNonNull(workqueue.shares().map().of(cpu), "one of the engine's CPUs").pool();
    }

    /** {@return the pools of all shares, of those that have been replaced too} */
    public List<WorkerPool> pools() {
        return workqueue.shares().all().stream().map(QueueShare::pool).toList();
    }

    public boolean hasReplacedShares() {
        ShareMap now = workqueue.shares().map();
        return now.all().stream().anyMatch(share -> !now.uses(share));
    }

    public boolean hasPluggedShares() {
        return workqueue.shares().all().stream().anyMatch(share -> share.slots.plugged);
    }

    public boolean isReplaced(@Nullable Placement share) {
        return share instanceof QueueShare ours && !workqueue.shares().map().uses(ours);
    }

    /** {@return how many shares use the pool, as the engine counts them} */
    public int usersOf(WorkerPool pool) {
        return workqueue.home().pools().used().stream().filter(one -> one.pool() == pool).mapToInt(PoolTable.Used::users).sum();
    }

    /** {@return whether the pool, one in use, is for strict workqueues} */
    public boolean isStrict(WorkerPool pool) {
        return workqueue.home().pools().used().stream().anyMatch(one -> one.pool() == pool && one.attrs().strict());
    }

    /** {@return what is wrong with the shares, null if nothing is} */
    public @Nullable String violation() {
        ShareMap now = workqueue.shares().map();
        if (now.all().stream().distinct().count() != now.all().size()) {
            return "a share is listed twice";
        }
        for (QueueShare used : now.byCpu()) {
            if (used != null && !now.all().contains(used)) {
                return "a share is in use and not listed: no flush would see it";
            }
        }
        boolean first = true;
        for (QueueShare share : now.all()) {
            if (share.slots.plugged == first && workqueue.spec().has(WorkqueueSpec.Flag.ORDERED)) {
                return "the oldest share of an ordered workqueue is plugged, or a later one is not (R27)";
            }
            first = false;
        }
        return null;
    }
}
