package io.kedge.runtime.pool;

import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.work.DueHeap;
import io.kedge.runtime.work.FlushWaiter;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.ItemHost;
import io.kedge.runtime.work.ItemList;
import io.kedge.runtime.work.Placement;
import io.kedge.runtime.work.StackProbe;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One execution domain: a worklist, the workers that serve it, and slots for the carriers that mount them. It serves
 * every workqueue whose items shall run on the same CPUs with the same priority.
 *
 * <pre>
 *   C    constant after construction
 *   L    the holder of lock
 *   Lv   written under lock, read by anyone (volatile)
 * </pre>
 */
public final class WorkerPool implements ItemHost {
    private static final long SLEPT_NANOS = 1_000_000;         // a run longer than this, of a function that sleeps, slept

    private final PoolSpec spec;                               // C
    private final PoolSpec.Engine engine;                      // C
    private final PoolLock lock = new PoolLock();              // C
    final ItemList worklist = new ItemList();          // L   items allowed to run, oldest first
    final @Nullable DueHeap dues;                      // L   the same by their deadlines; null if these do not count
    final BusyTable busy = new BusyTable();            // L
    final Worklists worklists = new Worklists(this);   // L
    final @Nullable Loans loans;                       // L   null if classes are not lent
    final SectionClock time;                                   // L
    final Concurrency concurrency;                             // L
    final PoolCounters counters = new PoolCounters();          // L
    private @Nullable Share toCall;                            // L   when the lock is released
    private @Nullable FlushWaiter toRelease;                   // L   threads to release when the lock is
    private volatile boolean waits;                            // Lv  work waits and no carrier was called for it
    private final FailedCallbacks failed = new FailedCallbacks();  // C
    private final CarrierCrew carriers;                        // C
    private final Manager manager;                                     // C
    private final Marks marks;                                 // C
    private final Distress distress;                           // C
    private final PoolView view = new PoolView(this);          // C
    private final Posts posts;                                 // C
    final Reports reports;                                     // C

    public WorkerPool(PoolSpec spec, PoolSpec.Engine engine) {
        this.spec = spec;
        this.engine = engine;
        this.dues = spec.byDeadline() ? new DueHeap() : null;
        this.time = new SectionClock(engine.clock());
        this.loans = engine.lends() ? new Loans(this) : null;
        this.concurrency = new Concurrency(spec.managed(), spec.slots(), worklist, time, loans);
        this.carriers = new CarrierCrew(this, engine);
        this.manager = new Manager(this, engine);
        this.marks = new Marks(this);
        this.distress = new Distress(this, engine.clock());
        this.posts = new Posts(this, engine);
        this.reports = new Reports(engine.crew());
    }

    public PoolSpec spec() {
        return spec;
    }

    public CarrierCrew carriers() {
        return carriers;
    }

    public Marks marks() {
        return marks;
    }

    public Manager manager() {
        return manager;
    }

    public Distress distress() {
        return distress;
    }

    public PoolView view() {
        return view;
    }

    public Posts posts() {
        return posts;
    }

    // ---- for shares and their workqueues

    /** Takes the lock, and puts where they belong what was posted before. */
    public void lock() {
        lock.lock();
        posts.takeInLocked();
    }

    public boolean lockIsMine() {
        return lock.isMine();
    }

    /** Puts an owned item on the worklist and sees to it that somebody runs it. */
    public void insertLocked(WorkItem item, Share share, int colour) {
        item.hostLocked(this);
        item.placeLocked(share, colour);
        item.becomeActiveLocked();
        worklists.add(item, share, item.queuedNanos());
        concurrency.kick();
    }

    /** Records an owned item as waiting for one of its share's slots; the share keeps it on its own list. */
    public void insertInactiveLocked(WorkItem item, Share share, int colour) {
        item.hostLocked(this);
        item.placeLocked(share, colour);
        item.becomeInactiveLocked();
    }

    /** Puts an inactive item, which has got a slot of its share, on the worklist. The caller kicks the pool afterwards. */
    public void activateLocked(WorkItem item) {
        Share share = (Share) requireNonNull(item.placement(), "an item waits for a slot without a share");
        long waitedNanos = Math.max(0, time.nowNanos() - item.queuedNanos());
        item.waitedForSlotLocked(waitedNanos);
        share.times().limited(waitedNanos);
        item.activateLocked();
        worklists.add(item, share, time.nowNanos());
    }

    public void kickLocked() {
        concurrency.kick();
    }

    /** {@return the share on whose behalf a worker runs the item here now, null if none does} */
    public @Nullable Share runningShareLocked(WorkItem item) {
        Worker worker = busy.find(item);
        return worker == null ? null : worker.share();
    }

    /** Has threads released when the lock is. */
    public void releaseLaterLocked(@Nullable FlushWaiter chain) {
        if (chain != null) {
            toRelease = FlushWaiter.join(chain, toRelease);
        }
    }

    /** Has the share called when the lock is released. One share in one holding of the lock. */
    public void afterUnlockLocked(Share share) {
        assert toCall == null || toCall == share : "two shares are to be called after one section";
        toCall = share;
    }

    /** Releases the lock, then wakes whom the section decided to wake. */
    public void unlockAndWake() {
        posts.openOrShutLocked();
        boolean wantsThread = distress.beforeUnlock();
        Carrier wake = concurrency.slots.takeToWake();
        FlushWaiter release = toRelease;
        if (release != null) {   // here and below: what has not changed is not written, since those who post read beside it
            toRelease = null;
        }
        Share call = toCall;
        if (call != null) {
            toCall = null;
        }
        boolean wanted = concurrency.slots.takeWanted();
        boolean cull = concurrency.takeCullWanted();
        boolean nowWaits = wake == null && concurrency.workWaits();
        boolean watch = nowWaits && !waits;
        if (nowWaits != waits) {
            waits = nowWaits;
        }
        view.publishLocked();
        time.forget();
        lock.unlock();
        Slots.wakeAll(wake);
        if (wanted) {
            engine.crew().carrierWanted();
        }
        if (wantsThread) {
            engine.crew().threadWanted();
        }
        if (watch) {
            engine.crew().workWaits();
        }
        if (cull) {
            engine.crew().tooManyIdle();
        }
        if (call != null) {
            call.afterUnlock();
        }
        FlushWaiter.releaseAll(release);
    }

    /** {@return whether work waits that no carrier was called for; a snapshot} */
    public boolean workWaits() {
        return waits || !posts.areNone();
    }

    // ---- ItemHost

    @Override
    public boolean takeOff(WorkItem item) {
        lock();
        try {
            if (item.host() != this || !item.isQueuedLocked() || !(item.placement() instanceof Share share)) {
                return false;
            }
            Worker worker = busy.find(item);
            boolean wasAssigned = worker != null && worker.forgetAgainLocked(item);
            if (!item.isInactiveLocked() && !wasAssigned) {
                worklists.remove(item, share);
            }
            int colour = item.colour();
            item.endLoanLocked();
            boolean wasActive = item.takeOffLocked();
            item.placeLocked(null, 0);
            share.takenOffLocked(item, colour, wasActive);
            releaseLaterLocked(item.takeWaitersLocked());
            concurrency.kick();
            return true;
        } finally {
            unlockAndWake();
        }
    }

    @Override
    public @Nullable Placement join(WorkItem item, FlushWaiter waiter) {
        lock();
        try {
            if (item.host() == this && item.isQueuedLocked()) {
                item.addWaiterLocked(waiter);
                Share share = (Share) requireNonNull(item.placement(), "an item is queued without a share");
                if (loans != null) {
                    loans.lend(item, share);
                    concurrency.kick();
                }
                return share;
            }
            Worker worker = busy.find(item);
            if (worker == null) {
                return null;
            }
            worker.addWaiterLocked(waiter);
            return worker.share();
        } finally {
            unlockAndWake();
        }
    }

    @Override
    public boolean runs(WorkItem item) {
        lock();
        try {
            return busy.find(item) != null;
        } finally {
            unlockAndWake();
        }
    }

    @Override
    public boolean runsOnCaller(WorkItem item) {
        Worker worker = Caller.worker();
        return worker != null && worker.runs(item);
    }

    // ---- for workers: called by the worker itself, but for runnable

    /** Ends the worker's item and gives it the next one. @return null: it shall end its mount */
    @Nullable WorkItem next(Worker worker) {
        lock.lock();
        try {
            endItemLocked(worker);
            WorkItem item = worker.takeAgainLocked();
            if (worklist.isEmpty()) {
                posts.takeInLocked();   // not for each item: a look takes the line from those who post
            }
            if (item == null) {
                item = worklists.next(worker);
            }
            if (item == null) {
                concurrency.leave(worker);
            } else {
                startItemLocked(worker, item);
            }
            concurrency.kick();
            return item;
        } finally {
            unlockAndWake();
        }
    }

    /** The worker's strand can be mounted. Any thread, some of them the JDK's own, with any stack left. */
    void runnable(Worker worker) {
        StackProbe.touch();
        boolean byItsCarrier = Caller.worker() == worker;
        lock();
        try {
            switch (worker.state()) {
                case NEW, LEAVING -> concurrency.becomeIdle(worker);
                default -> concurrency.resume(worker, byItsCarrier);
            }
            concurrency.kick();
        } finally {
            unlockAndWake();
        }
    }

    /** A call of {@link #runnable} failed before it changed anything: it is repeated by {@link #repeatFailedCallbacks}. */
    void callbackFailed(Worker worker, Throwable thrown) {
        failed.add(worker);
        engine.crew().callbackFailed(thrown);
    }

    /** Repeats what failed in a call-back of the JDK. Called by a thread of the engine that has stack and no lock. */
    public void repeatFailedCallbacks() {
        failed.repeat();
    }

    void strayed() {
        engine.crew().carrierStrayed();
    }

    void reportCallbackFailure(Throwable thrown) {
        engine.crew().callbackFailed(thrown);
    }

    void startItemLocked(Worker worker, WorkItem item) {
        Share share = (Share) requireNonNull(item.placement(), "an item is on the worklist without a share");
        long nowNanos = time.nowNanos();
        worker.beginLocked(item, share, nowNanos);
        if (loans != null) {
            loans.starts(worker, item);
        }
        item.startLocked();
        item.placeLocked(null, 0);
        busy.add(worker, item);
        share.startedLocked(nowNanos - item.queuedNanos());
        share.times().started(nowNanos - item.queuedNanos());
        counters.progressNanos = nowNanos;
        if (worker.carrier != null) {
            worker.carrier.advanceLocked();
            worker.carrier.meterLocked(share, nowNanos);
            if (worker.carrier.takeRepatriated()) {
                share.repatriatedLocked();
            }
        }
        worker.cpuIntensive = share.cpuIntensive() && concurrency.managed();
        worker.sleeper = item.profile().sleepsInNative();
        worker.blocked = worker.sleeper;
        if (worker.cpuIntensive || worker.blocked) {
            boolean passed = concurrency.stepAside(worker);
            if (passed && worker.sleeper) {
                counters.count(HandOff.BRACKET);
            }
        }
    }

    void endItemLocked(Worker worker) {
        WorkItem item = worker.current();
        Share share = worker.share();
        if (item == null || share == null) {
            return;
        }
        if (worker.hog) {
            marks.hogEndedLocked();
        }
        long nowNanos = time.nowNanos();
        if (worker.carrier != null) {
            worker.carrier.endMeteringLocked(nowNanos);
        }
        share.times().ended(nowNanos - worker.startNanos());
        FunctionProfile function = worker.profile();
        if (function != null && worker.lateNanos(nowNanos) > 0) {
            share.missedLocked(function, worker.lateNanos(nowNanos));
        }
        if (worker.sleeper && function != null) {
            function.ranAsSleeper(nowNanos - worker.startNanos() > SLEPT_NANOS);
        }
        busy.remove(worker, item);
        int colour = worker.colour();
        releaseLaterLocked(worker.endLocked());
        if (loans != null) {
            loans.ends(worker);
        }
        concurrency.recount(worker);
        share.endedLocked(colour, worker.failed);
    }

    public PoolStats stats() {
        return view.stats();
    }
}
