package io.kedge.runtime.queue;

import java.util.function.BooleanSupplier;

import io.kedge.runtime.flush.ColourCount;
import io.kedge.runtime.flush.FlushedShare;
import io.kedge.runtime.pool.Mayday;
import io.kedge.runtime.pool.Rescuer;
import io.kedge.runtime.pool.RunTimes;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.ItemList;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * One workqueue on one pool (kernel: pool_workqueue): how much of it is active, what waits for a slot, what has been counted.
 *
 * <pre>
 *   C   constant after construction
 *   L   the holder of the pool's lock
 *   N   the holder of the node counter's lock
 * </pre>
 */
final class QueueShare implements Share, FlushedShare {
    private final EngineWorkqueue workqueue;   // C
    private final WorkerPool pool;             // C
    private final ColourCount colours;         // L
    final ItemList inactive = new ItemList();  // L   items beyond the limit, oldest first
    final ShareCounters counters = new ShareCounters();  // L
    private final @Nullable Mayday mayday;     // C   null if the workqueue has no rescuer
    private final Lateness lateness;           // C
    private final @Nullable NodeCounter node;  // C   whose slots it takes; null: it has slots of its own
    int active;                        // L   on the worklist, assigned or running
    int limit;                         // L   slots of its own; 0 while frozen
    private boolean retired;           // L   has been replaced: takes no new item but such as it runs already
    boolean plugged;                   // L   takes items, and activates none: there is an older share of an ordered workqueue
    private boolean ended;             // L   was retired and has ended its last item; not yet said
    private boolean sealed;            // L   the workqueue is closed: it takes nothing any more
    @Nullable QueueShare nextToRelease;  // who releases it
    boolean waitsForNode;              // N
    @Nullable QueueShare nextForNode;  // N   waits behind this one

    /** Makes a share on which nothing may be active before it, or its node, is told a limit. */
    QueueShare(EngineWorkqueue workqueue, WorkerPool pool, @Nullable NodeCounter node) {
        this.workqueue = workqueue;
        this.pool = pool;
        this.node = node;
        this.colours = new ColourCount(workqueue.flush);
        this.lateness = new Lateness(workqueue.misses);
        Rescuer rescuer = workqueue.rescuer();
        this.mayday = rescuer == null ? null : new Mayday(pool, this, rescuer);
    }

    WorkerPool pool() {
        return pool;
    }

    /** Queues an owned item: on the worklist if a slot is free and nobody waits for one, else behind those who do (R28). */
    void enqueueLocked(WorkItem item) {
        int colour = colours.enterLocked();
        counters.queued++;
        if (inactive.isEmpty() && takeSlotLocked()) {
            pool.insertLocked(item, this, colour);
        } else {
            inactive.addLast(item);
            pool.insertInactiveLocked(item, this, colour);
        }
    }

    @Override
    public void takeInLocked(WorkItem item) {
        if (sealed) {
            counters.dropped++;
            item.dropPostedLocked();
        } else {
            enqueueLocked(item);
        }
    }

    private boolean takeSlotLocked() {
        boolean taken = node == null ? !plugged && active < limit : node.takeOrWaitLocked(this);
        if (taken) {
            active++;
        }
        return taken;
    }

    /** An active item has ended or was taken back: its slot goes to the next one (R68). */
    void giveSlotLocked() {
        active--;
        if (node == null) {
            activateNextLocked();
            return;
        }
        node.give();
        if (node.takeIfFirstLocked(this)) {
            activateOneLocked(node);
        }
        if (node.needsServing()) {
            pool.afterUnlockLocked(this);   // another pool's share, perhaps
        }
    }

    /** Uses a slot that the node has taken for this share. Its waiting items may have been taken back meanwhile. */
    private void activateOneLocked(NodeCounter from) {
        WorkItem item = inactive.pollFirst();
        if (item == null) {
            from.give();
            return;
        }
        active++;
        pool.activateLocked(item);
        if (!inactive.isEmpty()) {
            from.waitLocked(this);
        }
    }

    /** Uses a slot that the node has taken for this share. No lock is held. */
    void activateForNode() {
        pool.lock();
        try {
            if (node != null) {
                do {
                    activateOneLocked(node);
                } while (node.takeIfFirstLocked(this));   // nobody else waits: the rest at once, with one wake-up
            }
            pool.kickLocked();
        } finally {
            pool.unlockAndWake();
        }
    }

    @Nullable NodeCounter node() {
        return node;
    }

    /** Changes the limit: items that wait for a slot get what has become free, those that have one keep it (R70). */
    void limit(int newLimit) {
        change(() -> limit = newLimit);
    }

    /** Changes something that may let items start. */
    private void change(Runnable change) {
        pool.lock();
        try {
            change.run();
            activateNextLocked();
            pool.kickLocked();
        } finally {
            pool.unlockAndWake();
        }
    }

    /** {@return whether no item is active or waits for a slot} */
    boolean isEmpty() {
        return underLock(() -> active == 0 && inactive.isEmpty());
    }

    /** Takes nothing any more, if the books count no item, active, waiting or in flight. @return whether they count none */
    boolean seal() {
        return underLock(() -> {
            sealed = active == 0 && inactive.isEmpty() && colours.inFlightLocked() == 0;
            return sealed;
        });
    }

    boolean hasActive() {
        return underLock(() -> active > 0);
    }

    /** {@return whether items wait for a slot} */
    boolean isCongested() {
        return underLock(() -> !inactive.isEmpty());
    }

    private boolean underLock(BooleanSupplier question) {
        pool.lock();
        try {
            return question.getAsBoolean();
        } finally {
            pool.unlockAndWake();
        }
    }

    void addTo(ShareCounters sum) {
        pool.lock();
        try {
            sum.add(counters);
        } finally {
            pool.unlockAndWake();
        }
    }

    void leaveLocked(int colour) {
        pool.releaseLaterLocked(colours.leaveLocked(colour));
        if (retired && colours.inFlightLocked() == 0) {
            ended = true;
            pool.afterUnlockLocked(this);
        }
    }

    // ---- changes of attributes

    /** Has it activate nothing before {@link #unplug}. It is not in use yet. */
    void plug() {
        plugged = true;
    }

    void unplug() {
        change(() -> plugged = false);
    }

    /** It has been replaced. @return whether it is to be released now; else, if this is news, it is when its last item has ended */
    boolean retire() {
        return underLock(() -> {
            boolean news = !retired;
            retired = true;
            return news && colours.inFlightLocked() == 0;
        });
    }

    /** {@return whether it has been replaced: who has chosen it must choose again} */
    boolean isRetiredLocked() {
        return retired;
    }

    boolean release() {
        return workqueue.shares().release(this);
    }

    private boolean takeEnded() {
        return underLock(() -> {
            boolean was = ended;
            ended = false;
            return was;
        });
    }

    /** Gives free slots of its own to the oldest inactive items. */
    private void activateNextLocked() {
        assert pool.lockIsMine() : "the pool's lock is needed to activate items";
        while (!plugged && active < limit && !inactive.isEmpty()) {
            WorkItem item = inactive.pollFirst();
            if (item != null) {
                active++;
                pool.activateLocked(item);
            }
        }
    }

    // ---- Share

    @Override
    public Object workqueue() {
        return workqueue;
    }

    @Override
    public String workqueueName() {
        return workqueue.name();
    }

    @Override
    public boolean bh() {
        return workqueue.spec().has(Flag.BH);
    }

    @Override
    public boolean highPriority() {
        return workqueue.spec().has(Flag.HIGHPRI);
    }

    @Override
    public boolean cpuIntensive() {
        return workqueue.spec().has(Flag.CPU_INTENSIVE);
    }

    /** Are its items needed to free memory, as far as somebody cares? */
    boolean freesMemory() {
        return workqueue.spec().has(Flag.MEM_RECLAIM) && !workqueue.spec().has(Flag.LEGACY);
    }

    @Override
    public void awaitedByCaller() {
        workqueue.awaitedByCaller();
    }

    @Override
    public RunTimes times() {
        return counters.times;
    }

    @Override
    public @Nullable Mayday mayday() {
        return mayday;
    }

    @Override
    public void calledRescuerLocked() {
        counters.mayday++;
    }

    @Override
    public void rescuedLocked() {
        counters.rescued++;
    }

    @Override
    public void startedLocked(long delayNanos) {
        counters.started++;
        counters.delayNanos += Math.max(0, delayNanos);
    }

    @Override
    public void endedLocked(int colour, boolean failed) {
        counters.completed++;
        if (failed) {
            counters.failed++;
        }
        giveSlotLocked();
        leaveLocked(colour);
    }

    @Override
    public void missedLocked(FunctionProfile function, long lateNanos) {
        counters.late(lateNanos);
        if (lateness.noteLocked(function, lateNanos)) {
            pool.afterUnlockLocked(this);
        }
    }

    @Override
    public void takenOffLocked(WorkItem item, int colour, boolean wasActive) {
        counters.cancelled++;
        if (plugged) {
            item.hostLocked(workqueue.shares().all().getFirst().pool());   // where it runs, if it does: there is its end to be met
        }
        if (wasActive) {
            giveSlotLocked();
        } else {
            inactive.remove(item);
        }
        leaveLocked(colour);
    }

    @Override
    public void afterUnlock() {
        if (node != null) {
            node.serve();
        }
        lateness.tell(this);
        if (ended && takeEnded()) {   // whoever has set it sees it here
            workqueue.shares().releaseLater(this);
        }
    }

    @Override
    public void wokeAnotherLocked() {
        counters.cmWakeup++;
    }

    @Override
    public void repatriatedLocked() {
        counters.repatriated++;
    }

    @Override
    public void foundCpuIntensiveLocked() {
        counters.cpuIntensive++;
    }

    // ---- FlushedShare

    @Override
    public void lock() {
        pool.lock();
    }

    @Override
    public void unlockAndWake() {
        pool.unlockAndWake();
    }

    @Override
    public ColourCount colours() {
        return colours;
    }

    @Override
    public String toString() {
        return ShareView.of(this);
    }
}
