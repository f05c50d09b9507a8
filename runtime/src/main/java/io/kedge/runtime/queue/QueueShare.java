package io.kedge.runtime.queue;

import java.util.function.BooleanSupplier;

import io.kedge.runtime.flush.ColourCount;
import io.kedge.runtime.flush.FlushedShare;
import io.kedge.runtime.pool.Mayday;
import io.kedge.runtime.pool.Rescuer;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * One workqueue on one pool (kernel: pool_workqueue): how much of it is active, what waits for a slot, what has been counted.
 *
 * <pre>
 *   C   constant after construction
 *   L   the holder of the pool's lock
 * </pre>
 */
final class QueueShare extends CountedShare implements FlushedShare {
    private final EngineWorkqueue workqueue;   // C
    private final WorkerPool pool;             // C
    private final ColourCount colours;         // L
    private final @Nullable Mayday mayday;     // C   null if the workqueue has no rescuer
    private final Lateness lateness;           // C
    final ShareSlots slots;                    // L
    private boolean retired;           // L   has been replaced: takes no new item but such as it runs already
    private boolean ended;             // L   was retired and has ended its last item; not yet said
    private boolean sealed;            // L   the workqueue is closed: it takes nothing any more
    @Nullable QueueShare nextToRelease;  // who releases it

    /**
     * Makes a share on which nothing may be active before it, or its node, is told a limit.
     *
     * @param node whose slots it takes; null: it has slots of its own
     */
    QueueShare(EngineWorkqueue workqueue, WorkerPool pool, @Nullable SlotCounter node) {
        super(slotsOfGroup(workqueue));
        this.workqueue = workqueue;
        this.pool = pool;
        this.slots = new ShareSlots(this, node, slotsOfGroup(workqueue));
        this.colours = new ColourCount(workqueue.flush);
        this.lateness = new Lateness(workqueue.misses);
        Rescuer rescuer = workqueue.rescuer();
        this.mayday = rescuer == null ? null : new Mayday(pool, this, rescuer);
    }

    private static @Nullable GroupSlots slotsOfGroup(EngineWorkqueue workqueue) {
        QueueGroup group = workqueue.spec().group();
        return group == null ? null : group.slots();
    }

    WorkerPool pool() {
        return pool;
    }

    /** Queues an owned item: on the worklist if a slot is free and nobody waits for one, else behind those who do (R28). */
    void enqueueLocked(WorkItem item) {
        int colour = colours.enterLocked();
        counters.queued++;
        if (slots.inactive.isEmpty() && slots.takeLocked()) {
            pool.insertLocked(item, this, colour);
        } else {
            slots.inactive.addLast(item);
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

    @Nullable SlotCounter node() {
        return slots.node == null ? null : slots.node.counter;
    }

    /** Changes the limit: items that wait for a slot get what has become free, those that have one keep it (R70). */
    void limit(int newLimit) {
        change(() -> slots.limit = newLimit);
    }

    /** Changes something that may let items start. */
    private void change(Runnable change) {
        pool.lock();
        try {
            change.run();
            slots.activateNextLocked();
            slots.tellOthersLocked();
            pool.kickLocked();
        } finally {
            pool.unlockAndWake();
        }
    }

    /** {@return whether no item is active or waits for a slot} */
    boolean isEmpty() {
        return underLock(() -> slots.active == 0 && slots.inactive.isEmpty());
    }

    /** Takes nothing any more, if the books count no item, active, waiting or in flight. @return whether they count none */
    boolean seal() {
        return underLock(() -> {
            sealed = slots.active == 0 && slots.inactive.isEmpty() && colours.inFlightLocked() == 0;
            return sealed;
        });
    }

    boolean hasActive() {
        return underLock(() -> slots.active > 0);
    }

    /** {@return whether items wait for a slot} */
    boolean isCongested() {
        return underLock(() -> !slots.inactive.isEmpty());
    }

    /** {@return how many items wait for a slot} */
    int waiting() {
        pool.lock();
        try {
            return slots.inactive.size();
        } finally {
            pool.unlockAndWake();
        }
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
        slots.plugged = true;
    }

    void unplug() {
        change(() -> slots.plugged = false);
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
    public boolean ordered() {
        return workqueue.spec().has(Flag.ORDERED);
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
    public @Nullable Mayday mayday() {
        return mayday;
    }

    @Override
    public void endedLocked(int colour, boolean failed) {
        counters.completed++;
        if (failed) {
            counters.failed++;
        }
        slots.giveLocked();
        leaveLocked(colour);
    }

    @Override
    public void lentLocked(WorkItem item, boolean first) {
        counters.lent += first ? 1 : 0;
        if (item.isInactiveLocked()) {
            slots.inactive.advance(item);
        }
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
        if (slots.plugged) {
            item.hostLocked(workqueue.shares().all().getFirst().pool());   // where it runs, if it does: there is its end to be met
        }
        if (wasActive) {
            slots.giveLocked();
        } else {
            slots.removeLocked(item);
        }
        leaveLocked(colour);
    }

    @Override
    public void afterUnlock() {
        slots.serveOthers();
        lateness.tell(this);
        if (ended && takeEnded()) {   // whoever has set it sees it here
            workqueue.shares().releaseLater(this);
        }
    }

    @Override
    public void wokeAnotherLocked() {
        counters.cmWakeup++;
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
