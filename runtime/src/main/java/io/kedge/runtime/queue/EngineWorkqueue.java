package io.kedge.runtime.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.RcuWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.events.WorkEvents;
import io.kedge.runtime.flush.WorkqueueFlush;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.pool.Caller;
import io.kedge.runtime.pool.Rescuer;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.rcu.RcuItem;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.DropListener;
import io.kedge.runtime.work.Transit;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** A workqueue of an engine. */
public final class EngineWorkqueue extends TaskWorkqueue {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    private final WorkqueueSpec spec;                              // C
    final WorkqueueFlush flush = new WorkqueueFlush(() -> shares().all());   // C
    final AtomicLong misses = new AtomicLong();                    // A   deadlines of its items
    private final @Nullable Rescuer rescuer;                       // C   null without MEM_RECLAIM
    private final ShareTable shares;                               // C
    private final Limits limits;                                   // C
    private final boolean deprecated;                              // C
    private final Drain drain;                                     // C
    private final Posting posting;                                 // C
    private final Once nodeWarning = new Once();                   // A
    private final Once reclaimWarning = new Once();                // A
    private final Once deprecatedWarning = new Once();             // A
    private final Once flushWarning = new Once();                  // A

    /**
     * Makes the workqueue with its shares, and its rescuer if it frees memory; a freezable one starts frozen if the engine is
     * (R136).
     *
     * @throws IllegalStateException if no thread can be had for the rescuer
     */
    public EngineWorkqueue(WorkqueueSpec spec, QueueHome home, boolean frozen) {
        super(home);
        this.spec = spec;
        this.deprecated = spec.has(Flag.DEPRECATED);
        this.rescuer = spec.has(Flag.MEM_RECLAIM) ? home.rescuerOf(spec.name()) : null;
        this.shares = ShareTable.of(this, home);
        this.drain = new Drain(spec.name(), shares, flush);
        this.posting = new Posting(spec, shares, home, drain);
        this.limits = new Limits(spec, shares, frozen && spec.has(Flag.FREEZABLE));
    }

    WorkqueueSpec spec() {
        return spec;
    }

    /** {@return what runs its items while no thread can be had, null if nobody does} */
    @Nullable Rescuer rescuer() {
        return rescuer;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public boolean queue(Work work) {
        return claimAndQueue(work, NO_CPU);
    }

    @Override
    public boolean queueOn(int cpu, Work work) {
        return claimAndQueue(work, known(cpu));
    }

    @Override
    public boolean queueOnNode(int node, Work work) {
        if (!spec.has(Flag.UNBOUND)) {
            nodeWarning.warn(() -> "workqueue " + name() + " is per-CPU: queueOnNode() is for unbound ones; use queueOn(cpu, work)");
        }
        return claimAndQueue(work, home.topology().near(node, home.callersCpu().getAsInt()));
    }

    @Override
    public boolean enableAndQueue(Work work) {
        WorkItem item = Items.of(work);
        refuseIfClosed();
        boolean enabled = item.enable();
        if (enabled) {
            claimAndQueue(item, NO_CPU);
        }
        return enabled;
    }

    @Override
    public boolean queueDelayed(DelayedWork work, Duration delay) {
        return claimAndArm(work, NO_CPU, delay);
    }

    @Override
    public boolean queueDelayedOn(int cpu, DelayedWork work, Duration delay) {
        return claimAndArm(work, known(cpu), delay);
    }

    @Override
    public boolean modDelayed(DelayedWork work, Duration delay) {
        return takeAndArm(work, NO_CPU, delay);
    }

    @Override
    public boolean modDelayedOn(int cpu, DelayedWork work, Duration delay) {
        return takeAndArm(work, known(cpu), delay);
    }

    @Override
    public boolean queueRcu(RcuWork work) {
        RcuItem item = Items.of(work);
        refuseIfClosed();
        boolean claimed = item.claimForQueueing();
        if (claimed) {
            item.waitOwned(home.rcu(), this);
        }
        return claimed;
    }

    @Override
    public void maxActive(int limit) {
        refuseIfClosed();
        limits.changeMax(limit);
    }

    @Override
    public int maxActive() {
        return limits.max();
    }

    @Override
    public void minActive(int limit) {
        refuseIfClosed();
        limits.changeMin(limit);
    }

    @Override
    public int minActive() {
        return limits.min();
    }

    @Override
    public boolean congested(int cpu) {
        return shares.forCpu(known(cpu)).isCongested();
    }

    @Override
    public boolean congested() {
        return shares.forCpu(NO_CPU).isCongested();
    }

    @Override
    public void applyAttrs(WorkqueueAttrs attrs) {
        requireNonNull(attrs, "attrs");
        refuseIfClosed();
        if (!spec.has(Flag.UNBOUND)) {
            String why = "workqueue " + name() + " is per-CPU and takes no attributes: create it unbound()";
            LOG.log(System.Logger.Level.WARNING, why);
            throw new IllegalArgumentException(why);
        }
        home.unbound().apply(shares, attrs);
    }

    @Override
    public WorkqueueAttrs attrs() {
        return shares.attrs();
    }

    @Override
    public void flush() throws InterruptedException {
        refuseFromInside("flush");
        if (spec.has(Flag.SYSTEM)) {
            flushWarning.warn(() -> "flush() of the system workqueue " + name() + " waits for items of everybody who uses it, and"
                    + " can wait for ever: flush the item, or a workqueue of your own");
        }
        if (!drain.isEmpty()) {
            awaitedByCaller();
        }
        flush.await();
    }

    /**
     * The caller is going to wait for an item of this workqueue. If it is itself an item that is needed to free memory, it
     * must not depend on one that may have to wait for memory (R92).
     */
    void awaitedByCaller() {
        if (!spec.has(Flag.MEM_RECLAIM) && Caller.share() instanceof QueueShare waiting && waiting.freesMemory()) {
            reclaimWarning.warn(() -> "an item of workqueue " + waiting.workqueueName() + ", which is needed to free memory, waits"
                    + " for one of " + name() + ", which may have to wait for memory: create " + name() + " with memReclaim()");
        }
    }

    @Override
    public void drain() throws InterruptedException {
        refuseFromInside("drain");
        drain.drain();
    }

    @Override
    public void close() {
        refuseFromInside("close");
        home.published().remove(this);
        services.shutdown();
        boolean clean = drain.drainForGood();
        services.abandonTimed();
        if (clean) {
            shares.close();
            if (rescuer != null) {
                rescuer.end();
            }
            home.closed(this);
        }
    }

    /** Stops or restarts the activation of items; what is active goes on. */
    public void freeze(boolean frozen) {
        if (spec.has(Flag.FREEZABLE)) {
            limits.freeze(frozen);
        }
    }

    /** {@return whether it takes part in freezing and has active items: queued, assigned or running} */
    public boolean isBusyFreezing() {
        return spec.has(Flag.FREEZABLE) && flush.ask(() -> shares.all().stream().anyMatch(QueueShare::hasActive));
    }

    public WorkqueueStats stats() {
        return shares.sum().toStats(spec, limits.max(), shares.poolIds());
    }

    // ---- queueing

    @Override
    public void enqueueOwned(WorkItem item, int cpu) {
        queueOwned(item, cpu);
    }

    private boolean claimAndArm(DelayedWork work, int cpu, Duration delay) {
        DelayedItem item = Items.of(work);
        long delayNanos = Items.nanosOf(delay);
        refuseIfClosed();
        return item.claimForQueueing() && armOwned(item, cpu, delayNanos);
    }

    private boolean takeAndArm(DelayedWork work, int cpu, Duration delay) {
        DelayedItem item = Items.of(work);
        long delayNanos = Items.nanosOf(delay);
        refuseIfClosed();
        item.refuseIfOfAnother(home.timer());
        boolean wasPending = Transit.own(item);
        if (item.isDisabled()) {
            item.letGo();
            return false;
        }
        armOwned(item, cpu, delayNanos);
        return wasPending;
    }

    /** Arms an item that the caller owns, or queues it at once. @return false if dropped */
    private boolean armOwned(DelayedItem item, int cpu, long delayNanos) {
        if (delayNanos <= 0) {
            return queueOwned(item, cpu);
        }
        item.armOwned(home.timer(), this, cpu, home.clock().nowNanos() + delayNanos);
        return true;
    }

    private boolean claimAndQueue(Work work, int cpu) {
        WorkItem item = Items.of(work);
        refuseIfClosed();
        return posting.post(item, cpu) || item.claimForQueueing() && queueOwned(item, cpu);
    }

    /** Queues an item that the caller owns. @return false if dropped */
    private boolean queueOwned(WorkItem item, int cpu) {
        shares.stamp(item, home.clock().nowNanos());
        var event = WorkEvents.queueing(item, name(), cpu);
        boolean queued = place(item, cpu);
        if (!queued) {
            tellDropped(item);
        } else if (event != null) {
            event.queued(item.host() instanceof WorkerPool pool ? pool.spec().cpu() : NO_CPU);
        }
        return queued;
    }

    private void tellDropped(WorkItem item) {
        if (item.function() instanceof DropListener listener) {
            listener.dropped();
        } else {
            drain.warnOfDrop();
        }
    }

    /** Puts the item on the share of the CPU, or on the one that runs it now (R18). @return false if dropped */
    private boolean place(WorkItem item, int cpu) {
        Placing placing = Placing.AGAIN;
        while (placing == Placing.AGAIN) {
            placing = tryToPlace(item, shares.forItem(item, cpu));
        }
        return placing == Placing.QUEUED;
    }

    private Placing tryToPlace(WorkItem item, QueueShare share) {
        if (item.host() instanceof WorkerPool last && last != share.pool() && !spec.has(Flag.ORDERED)) {
            last.lock();
            try {
                if (last.runningShareLocked(item) instanceof QueueShare running && running.workqueue() == this) {
                    return enqueueUnlessRefusedLocked(running, item);
                }
            } finally {
                last.unlockAndWake();
            }
        }
        share.lock();
        try {
            return share.isRetiredLocked() ? Placing.AGAIN : enqueueUnlessRefusedLocked(share, item);
        } finally {
            share.unlockAndWake();
        }
    }

    /** While draining, only items of this workqueue may queue on it (R96, R98): what others queue is dropped. */
    private Placing enqueueUnlessRefusedLocked(QueueShare share, WorkItem item) {
        if (drain.refusesOutsiders() && !isFromInside()) {
            share.counters.dropped++;
            item.letGo();
            return Placing.DROPPED;
        }
        share.enqueueLocked(item);
        return Placing.QUEUED;
    }

    @Override
    public boolean isClosing() {
        return drain.isClosing();
    }

    private boolean isFromInside() {
        Share share = Caller.share();
        return share != null && share.workqueue() == this;
    }

    // ---- checks

    @Override
    void refuseIfClosed() {
        if (deprecated) {
            deprecatedWarning.warn(() -> "workqueue " + name() + " is there for old code only: use "
                    + (spec.has(Flag.UNBOUND) ? "system_dfl_wq" : "system_percpu_wq"));
        }
        if (drain.isClosing() && !isFromInside()) {
            throw new IllegalStateException("workqueue " + name() + " is closed: queue before close(), or keep it open");
        }
    }

    private void refuseFromInside(String call) {
        if (isFromInside()) {
            throw new IllegalStateException(call + "() of workqueue " + name() + " called by one of its own items would wait"
                    + " for itself for ever; call it from another workqueue");
        }
    }

    private int known(int cpu) {
        if (!home.topology().has(cpu)) {
            throw new IllegalArgumentException("CPU " + cpu + " is not one this process may use: " + home.topology().cpus());
        }
        return cpu;
    }

    @Override
    public String toString() {
        return "workqueue " + name() + " " + shares.all().size() + " shares";
    }

    ShareTable shares() {
        return shares;
    }

    QueueHome home() {
        return home;
    }
}
