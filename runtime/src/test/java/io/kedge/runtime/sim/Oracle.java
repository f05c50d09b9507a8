package io.kedge.runtime.sim;

import java.util.List;

import io.kedge.runtime.pool.Caller;
import io.kedge.runtime.pool.LoanBooks;
import io.kedge.runtime.pool.PoolBooks;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.pool.WorkerBooks;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.sim.SimQueue.Kind;
import io.kedge.runtime.timer.TimerBooks;
import io.kedge.runtime.work.Places;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Knows the laws (invariants I1 to I10 of spec/cmwq.md) and asks after every step whether they hold. */
final class Oracle {
    private static final long MOST_WAITING_NANOS = 4_000_000_000L;
    private static final long SHORT_OF_THREADS_NANOS = 20_000_000_000L;

    private final Simulation simulation;
    private final Coverage coverage;
    final WatchedPools pools;
    final CrewOracle crew;
    final AttrsOracle attrs;
    final RescueOracle rescues;
    final LoanOracle loans;
    private final MoveOracle moves;
    private final GroupOracle groups;
    private final DeadlineOracle deadlines;
    private final OrderOracle order;
    private final long patienceNanos;
    private final FairTurns turns;
    private boolean frozen;
    private int[] placesBefore = {};
    private boolean[] entryWasDue = {};
    private boolean[] wasEarly = {};

    Oracle(Simulation simulation) {
        this.simulation = simulation;
        this.coverage = simulation.coverage;
        pools = new WatchedPools(simulation.engine().pools());
        turns = new FairTurns(simulation);
        crew = new CrewOracle(simulation, pools);
        attrs = new AttrsOracle(simulation, pools);
        rescues = new RescueOracle(simulation, pools);
        loans = new LoanOracle(simulation, pools);
        moves = new MoveOracle(simulation);
        groups = new GroupOracle(simulation);
        deadlines = new DeadlineOracle(simulation);
        order = new OrderOracle(simulation);
        patienceNanos = simulation.plan.faults() > 0 || simulation.plan.brakes() ? SHORT_OF_THREADS_NANOS : MOST_WAITING_NANOS;
    }

    /** The items are there. */
    void begin() {
        int items = simulation.items.size();
        placesBefore = new int[items];
        entryWasDue = new boolean[items];
        wasEarly = new boolean[items];
    }

    // ---- after each step

    void afterStep(Machine machine) {
        String broken = turns.violation();
        watchItems();
        rescues.afterStep(machine);
        if (broken == null) {
            broken = violation();
        }
        if (broken == null) {
            broken = attrs.violation();
        }
        if (broken == null) {
            broken = groups.violation();
        }
        String movedWrongly = moves.violation();
        broken = broken == null ? movedWrongly : broken;
        String lentWrongly = loans.violation();
        broken = broken == null ? lentWrongly : broken;
        if (broken != null) {
            simulation.fail(new Violation(broken));
        }
    }

    private @Nullable String violation() {
        List<WatchedPool> all = pools.all();
        for (int i = 0; i < all.size(); i++) {
            WatchedPool pool = all.get(i);
            if (!pool.books.hasWaiting()) {
                pool.progressNanos = simulation.nowNanos;
            }
            String broken = pool.books.violation();
            if (broken == null) {
                broken = WorkerBooks.violation(pool.pool, simulation.workerOwners);
            }
            if (broken == null) {
                broken = waitsTooLong(pool);
            }
            if (broken == null) {
                broken = crew.tooManyCarriers(pool);
            }
            if (broken == null) {
                broken = crew.association(pool);
            }
            if (pool.books.resumedWaitsForMounted()) {
                coverage.saw(Seen.RESUMED_WAITED_FOR_A_MOUNTED_ONE);
            }
            if (pool.books.bhLetsOneThrough()) {
                coverage.saw(Seen.BH_LET_ONE_THROUGH);
            }
            if (broken != null) {
                return broken;
            }
        }
        for (int i = 0; i < simulation.queues.size(); i++) {
            SimQueue queue = simulation.queues.get(i);
            String broken = queue.books.violation();
            if (broken != null) {
                return broken;
            }
            if (queue.books.flushOverflows()) {
                coverage.saw(Seen.COLOURS_OVERFLOWED);
            }
        }
        for (int i = 0; i < simulation.items.size(); i++) {
            String broken = violation(simulation.items.get(i));
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    /** Work waits only as long as somebody else makes progress; who sleeps in native code or hogs its CPU is passed by. */
    private @Nullable String waitsTooLong(WatchedPool pool) {
        boolean waited = pool.waits;
        pool.waits = pool.pool.workWaits() && !pool.books.waitsBehindABhItem();
        if (!waited || !pool.waits) {
            pool.movedNanos = simulation.nowNanos;
        }
        return simulation.nowNanos - pool.movedNanos < patienceNanos ? null
                : "work has waited for seconds and nothing went on (R30, R49) in " + pool.pool.spec().name();
    }

    /** A carrier of the pool has taken up a worker. */
    void picked(WorkerPool pool) {
        pools.of(pool).movedNanos = simulation.nowNanos;
    }

    void jumped() {
        rescues.jumped();
        pools.all().forEach(pool -> pool.movedNanos = simulation.nowNanos);
    }

    void frozen(boolean freeze) {
        frozen = freeze;
        for (SimItem item : simulation.items) {
            item.frozenOut = freeze && item.place() < Places.ACTIVE;
        }
    }

    /** An item is on as many lists as its word says: one or none (I1). */
    private @Nullable String violation(SimItem item) {
        int place = item.place();
        if (item.delayed != null) {
            String broken = TimerBooks.violation(item.delayed);
            if (broken != null) {
                return item + ": " + broken;
            }
            long sleepsNanos = simulation.timersNextTurnNanos() - simulation.nowNanos;
            if (place == Places.TIMER && sleepsNanos > 0
                    && sleepsNanos > TimerBooks.nanosToExpiry(item.delayed, simulation.nowNanos)) {
                return "the timer sleeps longer than an armed item shall wait (R120): " + item;
            }
        }
        if (place == Places.IDLE && item.placeBefore == Places.IDLE) {
            return null;   // nothing has happened to it: it was looked for when it became idle
        }
        int onPools = 0;
        List<WatchedPool> all = pools.all();
        for (int i = 0; i < all.size(); i++) {
            onPools += all.get(i).books.listsWith(item.work);
        }
        int inactive = 0;
        for (int i = 0; i < simulation.queues.size(); i++) {
            inactive += simulation.queues.get(i).books.inactiveListsWith(item.work);
        }
        int onPoolsExpected = place == Places.ACTIVE || place == Places.ASSIGNED ? 1 : 0;
        int inactiveExpected = place == Places.INACTIVE ? 1 : 0;
        return onPools == onPoolsExpected && inactive == inactiveExpected ? null
                : item + " is " + Places.NAMES.get(place) + " and on " + onPools + " lists of pools, on " + inactive
                        + " inactive lists (I1, I9)";
    }

    private void watchItems() {
        for (int i = 0; i < simulation.items.size(); i++) {
            SimItem item = simulation.items.get(i);
            int place = item.place();
            if (item.lastPlace == Places.INACTIVE && place == Places.ACTIVE) {
                coverage.saw(Seen.INACTIVE_TO_ACTIVE);
            }
            if (item.lastPlace == Places.POSTED && (place == Places.ACTIVE || place == Places.INACTIVE)) {
                coverage.saw(place == Places.ACTIVE ? Seen.POSTED_TO_ACTIVE : Seen.POSTED_TO_INACTIVE);
            }
            item.placeBefore = item.lastPlace;
            item.lastPlace = place;
        }
    }

    // ---- around a turn of the timer

    void beforeTimer() {
        for (int i = 0; i < simulation.items.size(); i++) {
            SimItem item = simulation.items.get(i);
            placesBefore[i] = item.place();
            entryWasDue[i] = item.delayed != null && TimerBooks.isInHeap(item.delayed)
                    && TimerBooks.nanosToLook(item.delayed, simulation.nowNanos) <= 0;
            wasEarly[i] = entryWasDue[i] && item.delayed != null && TimerBooks.nanosToExpiry(item.delayed, simulation.nowNanos) > 0;
        }
    }

    void afterTimer() {
        for (int i = 0; i < simulation.items.size(); i++) {
            SimItem item = simulation.items.get(i);
            int before = placesBefore[i];
            int after = item.place();
            if (before == Places.TIMER && after != Places.TIMER) {
                coverage.saw(Seen.TIMER_TO_OWNED);
                fired(item);
            }
            if (item.fired && after != Places.OWNED) {
                queuedByTimer(item, after);
            }
            if (before == Places.TIMER && after == Places.TIMER && wasEarly[i]) {
                coverage.saw(Seen.ENTRY_FIRED_EARLY);
            }
            if (before == Places.OWNED && entryWasDue[i] && !item.fired) {
                coverage.saw(Seen.TIMER_MISSED_AN_OWNED_ITEM);
            }
        }
    }

    private void fired(SimItem item) {
        item.fired = true;
        boolean due = item.delayed != null && TimerBooks.nanosToExpiry(item.delayed, simulation.nowNanos) <= 0;
        check(due, "the timer queued an item before its time (R120): " + item);
    }

    private void queuedByTimer(SimItem item, int after) {
        item.fired = false;
        if (after > Places.TIMER && item.armedFor >= 0 && !item.isRunning()) {
            SimQueue queue = item.work.placement() instanceof Share share ? queueOf(share) : item.home;
            boolean there = item.work.host() instanceof WorkerPool pool && simulation.attrs.serves(queue, item.armedFor, pool);
            check(there, item + " was armed for CPU " + item.armedFor + " and went elsewhere (R12)");
            coverage.saw(Seen.QUEUED_WHERE_IT_WAS_ARMED_FOR);
        }
        if (after == Places.IDLE) {
            item.dropped++;
            coverage.saw(Seen.DROPPED_AT_EXPIRY);
            check(item.wasElsewhere || item.home.drainers > 0, "the timer dropped an item that no drain refused (R99): " + item);
        }
    }

    // ---- runs

    /** Called by the worker when the item's function is entered. */
    void started(SimItem item) {
        Share share = requireNonNull(Caller.share(), "an item runs on behalf of a share");
        WorkerPool pool = requireNonNull(Caller.pool(), "an item runs in a pool");
        Routine worker = requireNonNull(simulation.current, "an item runs in a routine");
        SimRescuer rescuer = rescues.current();
        pools.of(pool).progressNanos = simulation.nowNanos;
        check(!item.isRunning() || item.wasElsewhere, "an item overlaps with itself (R17): " + item);
        boolean wasActive = !item.frozenOut || item.wasElsewhere;
        check(!frozen || wasActive || !item.home.freezable, "an item starts while it is frozen (R135): " + item);
        check(item.started < item.accepted, "an item runs that nobody queued (R1): " + item);
        if (item.lastPlace == Places.ASSIGNED) {
            check(worker == item.lastWorker || item.wasElsewhere, "an item was assigned to a worker and runs on another (R19): " + item);
            coverage.saw(Seen.RAN_AGAIN_ON_ITS_WORKER);
        } else {
            boolean decidedBefore = simulation.resumedInStep();   // a flusher was released by the end of the item before this one
            boolean bh = PoolBooks.callerIsBh();
            check(bh || !books(pool).isManaged() || rescuer != null || decidedBefore || !books(pool).anotherIsRunning() || LoanBooks.callerIsLent(),
                    "an item starts beside a runnable one (R29): " + item);
            check(rescuer != null || bh == queueOf(share).isBh(), item + " is run by the wrong kind of worker (R146)");
            check(queueOf(share).kind != Kind.BH || decidedBefore || !books(pool).highBhWaits(),
                    item + " starts before a BH item of high class (R146)");
            order.check(item, share, queueOf(share), rescuer != null);
        }
        if (rescuer != null) {
            rescues.started(item, share, queueOf(share), rescuer);
        }
        countStart(queueOf(share), pool);
        picked(pool);
        item.lastWorker = worker;
        deadlines.started(item);
        item.started++;
        item.queue = queueOf(share);
        loans.started(item, pool, rescuer != null);
        crew.started(item, worker, pool);
        coverage.saw(Seen.ACTIVE_TO_ASSIGNED);
        coverage.saw(Seen.ASSIGNED_TO_IDLE);
        simulation.progress();
        if (simulation.isTraced()) {
            simulation.trace(item + " starts");
        }
    }

    void ended(SimItem item) {
        item.ended++;
        deadlines.ended(item);
        simulation.progress();
        if (simulation.isTraced()) {
            simulation.trace(item + " ends");
        }
    }

    private void countStart(SimQueue queue, WorkerPool pool) {
        coverage.saw(pool.spec().cpu() >= 0 ? Seen.STARTED_BOUND : Seen.STARTED_UNBOUND);
        if (queue.kind == Kind.ORDERED) {
            coverage.saw(Seen.STARTED_ORDERED);
        } else if (queue.kind == Kind.CPU_INTENSIVE) {
            coverage.saw(Seen.STARTED_CPU_INTENSIVE);
        } else if (queue.isBh()) {
            coverage.saw(Seen.STARTED_BH);
        }
    }

    private SimQueue queueOf(Share share) {
        for (SimQueue queue : simulation.queues) {
            if (queue.api == share.workqueue()) {
                return queue;
            }
        }
        throw new AssertionError("an item runs on behalf of an unknown workqueue: " + share.workqueueName());
    }

    boolean isEnding(WorkerPool pool) {
        return books(pool).isEnding();
    }

    private PoolBooks books(WorkerPool pool) {
        return pools.of(pool).books;
    }

    // ---- at the end

    void checkPromises() {
        moves.checkCounts();
        loans.checkCounts();
        deadlines.checkCounts();
        for (SimItem item : simulation.items) {
            String broken = item.violationAtEnd();
            if (broken != null) {
                throw new Violation(broken);
            }
        }
    }

    /** {@return whether all workers wait for work} */
    boolean workersAreIdle() {
        for (WatchedPool pool : pools.all()) {
            if (!pool.books.isIdle()) {
                return false;
            }
        }
        return true;
    }

    void checkRescued() {
        for (SimQueue queue : simulation.queues) {
            simulation.engine().snapshot().workqueues().stream().filter(stats -> stats.name().equals(queue.api.name()))
                    .forEach(stats -> rescues.checkCounts(stats, queue));
        }
    }

    void endPools() {
        pools.all().forEach(pool -> pool.books.beginEnd());
    }

    boolean poolsHaveEnded() {
        return pools.all().stream().allMatch(pool -> pool.books.hasEnded());
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
