package io.kedge.runtime.queue;

import io.kedge.runtime.events.WorkEvents;
import io.kedge.runtime.pool.Posts;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Queueing on a per-CPU workqueue without the pool's lock, where nobody has to be told (see {@link Posts}). The lock's
 * way does the same, and everything else. Pools are kept here since what a share writes lies beside its pool.
 */
final class Posting {
    private static final int CALLERS_CPU = -1;

    private final @Nullable WorkerPool[] pools;   // C   by CPU; null where nothing may be posted
    private final boolean posts;                  // C   somewhere something may
    private final ShareTable shares;              // C
    private final QueueHome home;                 // C
    private final Drain drain;                    // C

    /**
     * Nothing is posted on an unbound workqueue, since its shares can be replaced, nor BH items, which go ahead of others, nor in a
     * group: who takes in what was posted can have one share called at most.
     */
    Posting(WorkqueueSpec spec, ShareTable shares, QueueHome home, Drain drain) {
        this.shares = shares;
        this.home = home;
        this.drain = drain;
        this.pools = new @Nullable WorkerPool[home.topology().limit()];
        this.posts = !spec.has(Flag.UNBOUND) && !spec.has(Flag.BH) && spec.group() == null;
        if (posts) {
            shares.all().forEach(share -> pools[share.pool().spec().cpu()] = share.pool());
        }
    }

    /**
     * Queues an idle item.
     *
     * @param cpu -1: the caller's
     * @return false if it must be queued with the lock held, if at all
     */
    boolean post(WorkItem item, int cpu) {
        if (!posts || drain.refusesOutsiders() || WorkEvents.areRecorded()) {
            return false;   // who queues with the lock asks for the caller's CPU himself
        }
        int target = cpu == CALLERS_CPU ? home.callersCpu().getAsInt() : cpu;
        WorkerPool pool = target >= 0 && target < pools.length ? pools[target] : null;
        if (pool == null) {
            return false;
        }
        QueueShare share = requireNonNull(shares.map().of(target), "a CPU has a pool to post to and no share");
        return pool.posts().post(item, share) && !(drain.isClosing() && pool.posts().wasDropped(item));
    }
}
