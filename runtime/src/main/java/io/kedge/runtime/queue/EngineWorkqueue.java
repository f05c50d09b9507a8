package io.kedge.runtime.queue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.RcuWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.flush.WorkqueueFlush;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.pool.Caller;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.rcu.RcuItem;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.DelayTarget;
import io.kedge.runtime.work.Transit;
import io.kedge.runtime.work.WorkItem;

import static java.util.Objects.requireNonNull;

/** A workqueue of an engine. */
public final class EngineWorkqueue implements Workqueue, DelayTarget {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");
    private static final int NO_CPU = -1;

    private final WorkqueueSpec spec;                              // C
    private final QueueHome home;                                  // C
    final WorkqueueFlush flush = new WorkqueueFlush();     // C
    private final ShareTable shares;                               // C
    private final Limits limits;                                   // C
    private final boolean deprecated;                              // C
    private final AtomicBoolean told = new AtomicBoolean();        // A   a warning that is not repeated
    private final AtomicInteger drainers = new AtomicInteger();    // A
    private volatile boolean closing;                              // set once, by close()

    /** Makes the workqueue with its shares; a freezable one starts frozen if the engine is (R136). */
    public EngineWorkqueue(WorkqueueSpec spec, QueueHome home, boolean frozen) {
        this.spec = spec;
        this.home = home;
        this.deprecated = spec.has(Flag.DEPRECATED);
        this.shares = ShareTable.of(spec, home, pool -> new QueueShare(this, pool, flush));
        this.limits = new Limits(spec, shares, frozen && spec.has(Flag.FREEZABLE));
    }

    WorkqueueSpec spec() {
        return spec;
    }

    Limits limits() {
        return limits;
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
    public boolean queueDelayed(DelayedWork work, Duration delay) {
        if (!(work instanceof DelayedItem item)) {
            throw notOurs(work);
        }
        long delayNanos = nanosOf(delay);
        refuseIfClosed();
        if (!item.claimForQueueing()) {
            return false;
        }
        if (delayNanos <= 0) {
            return queueOwned(item, NO_CPU);
        }
        item.armOwned(home.timer(), this, NO_CPU, home.clock().nowNanos() + delayNanos);
        return true;
    }

    @Override
    public boolean modDelayed(DelayedWork work, Duration delay) {
        if (!(work instanceof DelayedItem item)) {
            throw notOurs(work);
        }
        long delayNanos = nanosOf(delay);
        refuseIfClosed();
        item.refuseIfOfAnother(home.timer());
        boolean wasPending = Transit.own(item);
        if (item.isDisabled()) {
            item.letGo();
            return false;
        }
        if (delayNanos <= 0) {
            queueOwned(item, NO_CPU);
        } else {
            item.armOwned(home.timer(), this, NO_CPU, home.clock().nowNanos() + delayNanos);
        }
        return wasPending;
    }

    @Override
    public boolean queueRcu(RcuWork work) {
        if (!(work instanceof RcuItem item)) {
            throw notOurs(work);
        }
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
    public void flush() throws InterruptedException {
        refuseFromInside("flush");
        if (spec.has(Flag.SYSTEM) && tellsFirst()) {
            LOG.log(System.Logger.Level.WARNING, "flush() of the system workqueue {0} waits for items of everybody who uses it,"
                    + " and can wait for ever: flush the item, or a workqueue of your own", name());
        }
        flush.await(shares.all());
    }

    @Override
    public void drain() throws InterruptedException {
        refuseFromInside("drain");
        drainers.incrementAndGet();
        try {
            flush.await(shares.all());
            for (int again = 1; !isEmpty(); again++) {
                if (again == 10 || again % 100 == 0 && again <= 1000) {
                    LOG.log(System.Logger.Level.WARNING,
                            "workqueue {0} is not empty after {1} flushes: do its items queue each other for ever?", name(), again);
                }
                flush.await(shares.all());
            }
        } finally {
            drainers.decrementAndGet();
        }
    }

    @Override
    public void close() {
        refuseFromInside("close");
        closing = true;
        boolean interrupted = false;
        while (!drained()) {
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        home.closed(this);
    }

    private boolean drained() {
        try {
            drain();
            return true;
        } catch (InterruptedException tryAgain) {   // close() waits to the end, and restores the interrupt then
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Executor asExecutor() {
        return task -> {
            if (!queue(new WorkItem(work -> task.run(), requireNonNull(task, "task").getClass()))) {
                throw new RejectedExecutionException("workqueue " + name() + " is being drained and takes no task from outside");
            }
        };
    }

    /** Stops or restarts the activation of items; what is active goes on. */
    public void freeze(boolean frozen) {
        if (spec.has(Flag.FREEZABLE)) {
            limits.freeze(frozen);
        }
    }

    /** {@return whether it takes part in freezing and has active items: queued, assigned or running} */
    public boolean isBusyFreezing() {
        return spec.has(Flag.FREEZABLE) && shares.all().stream().anyMatch(QueueShare::hasActive);
    }

    public WorkqueueStats stats() {
        ShareCounters sum = new ShareCounters();
        shares.all().forEach(share -> share.addTo(sum));
        return sum.toStats(spec, limits.max());
    }

    // ---- queueing

    @Override
    public void enqueueOwned(WorkItem item, int cpu) {
        queueOwned(item, cpu);
    }

    private boolean claimAndQueue(Work work, int cpu) {
        if (!(work instanceof WorkItem item)) {
            throw notOurs(work);
        }
        refuseIfClosed();
        return item.claimForQueueing() && queueOwned(item, cpu);
    }

    /** Queues an item that the caller owns, on the share of the CPU, or on the one that runs it now (R18). @return false if dropped */
    private boolean queueOwned(WorkItem item, int cpu) {
        item.queuedAt(home.clock().nowNanos());
        QueueShare share = shares.forCpu(cpu);
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
            return enqueueUnlessRefusedLocked(share, item);
        } finally {
            share.unlockAndWake();
        }
    }

    /** While draining, only items of this workqueue may queue on it (R96, R98): what others queue is dropped. */
    private boolean enqueueUnlessRefusedLocked(QueueShare share, WorkItem item) {
        if ((closing || drainers.get() > 0) && !isFromInside()) {
            item.letGo();
            return false;
        }
        share.enqueueLocked(item);
        return true;
    }

    private boolean isFromInside() {
        Share share = Caller.share();
        return share != null && share.workqueue() == this;
    }

    private boolean isEmpty() {
        return shares.all().stream().allMatch(QueueShare::isEmpty);
    }

    // ---- checks

    /** {@return whether this is the first warning of its kind: a system workqueue has one about flushing or about its use} */
    private boolean tellsFirst() {
        return told.compareAndSet(false, true);
    }

    private void refuseIfClosed() {
        if (deprecated && tellsFirst()) {
            LOG.log(System.Logger.Level.WARNING, "workqueue {0} is there for old code only: use {1}",
                    name(), spec.has(Flag.UNBOUND) ? "system_dfl_wq" : "system_percpu_wq");
        }
        if (closing && !isFromInside()) {
            throw new IllegalStateException("workqueue " + name() + " is closed: queue before close(), or keep it open");
        }
    }

    private void refuseFromInside(String call) {
        if (isFromInside()) {
            throw new IllegalStateException(call + "() of workqueue " + name() + " called by one of its own items would wait"
                    + " for itself for ever; call it from another workqueue");
        }
    }

    private static IllegalArgumentException notOurs(Object work) {
        return new IllegalArgumentException("the item is a " + requireNonNull(work, "work").getClass().getName()
                + ": make items with Cmwq.work(), Cmwq.delayedWork() and Cmwq.rcuWork()");
    }

    private int known(int cpu) {
        if (!home.topology().has(cpu)) {
            throw new IllegalArgumentException("CPU " + cpu + " is not one this process may use: " + home.topology().cpus());
        }
        return cpu;
    }

    private static long nanosOf(Duration delay) {
        requireNonNull(delay, "delay");
        try {
            return Math.min(delay.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException beyondLong) {
            return delay.isNegative() ? 0 : Long.MAX_VALUE / 2;   // 146 years
        }
    }

    @Override
    public String toString() {
        return "workqueue " + name() + " " + shares.all().size() + " shares";
    }

    List<QueueShare> shares() {
        return shares.all();
    }
}
