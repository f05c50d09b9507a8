package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.pool.LoanBooks;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.sim.SimQueue.Kind;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** Knows what a class that was lent to an item gives it, and when the loan ends. */
final class LoanOracle {
    private final Simulation simulation;
    private final WatchedPools pools;
    private final List<Watched> watched = new ArrayList<>();
    private long loans;          // items that were lent a class
    private long startedLent;

    /** An item, as it was after the latest step. */
    private static final class Watched {
        final SimItem item;
        int nice = WorkItem.NOT_LENT;
        int place;
        int accepted;
        long firstStep;          // since which it has been lent, and on the worklist

        Watched(SimItem item) {
            this.item = item;
        }

        boolean isLent() {
            return nice != WorkItem.NOT_LENT;
        }
    }

    LoanOracle(Simulation simulation, WatchedPools pools) {
        this.simulation = simulation;
        this.pools = pools;
    }

    // ---- after each step

    /** {@return the broken law, null if all hold} */
    @Nullable String violation() {
        String broken = simulation.carriersHaveTheirOwnNice() ? null : "a carrier keeps the nice value of what it has carried";
        List<WatchedPool> all = pools.all();
        for (int i = 0; i < all.size() && broken == null; i++) {
            broken = LoanBooks.violation(all.get(i).pool, simulation.workerOwners);
        }
        for (int i = 0; i < simulation.queues.size() && broken == null; i++) {
            broken = simulation.queues.get(i).books.loanViolation();
        }
        if (watched.isEmpty()) {
            simulation.items.forEach(item -> watched.add(new Watched(item)));
        }
        for (int i = 0; i < watched.size(); i++) {
            String wrong = follow(watched.get(i));
            broken = broken == null ? wrong : broken;
        }
        return broken;
    }

    private @Nullable String follow(Watched one) {
        int nice = one.item.work.lentNiceLocked();
        int place = one.item.place();
        boolean first = nice != WorkItem.NOT_LENT && (!one.isLent() || one.accepted != one.item.accepted);
        String broken = nice == WorkItem.NOT_LENT ? null : violation(one.item, place);
        if (first) {
            loans++;
            countFirst(one.item, place);
            if (broken == null && place == Places.ACTIVE && one.place == Places.ACTIVE
                    && one.item.work.host() instanceof WorkerPool pool && LoanBooks.waitsForRunning(one.item.work, pool)) {
                broken = one.item + " was lent a higher class, and waits for one that runs";
            }
        } else if (one.isLent() && nice > one.nice && nice != WorkItem.NOT_LENT) {
            broken = one.item + " was lent a class, and has a lower one now";
        } else if (one.isLent() && nice < one.nice) {
            simulation.coverage.saw(Seen.LENT_MORE);
        } else if (one.isLent() && nice == WorkItem.NOT_LENT && place != Places.IDLE) {
            simulation.coverage.saw(Seen.LENT_AND_TAKEN_BACK);
        }
        if (nice != one.nice || place != one.place) {
            one.firstStep = simulation.steps;
        }
        one.nice = nice;
        one.place = place;
        one.accepted = one.item.accepted;
        return broken;
    }

    private @Nullable String violation(SimItem item, int place) {
        if (!simulation.plan.lends()) {
            return item + " was lent a class in an engine where nobody lends";
        }
        if (place != Places.INACTIVE && place != Places.ACTIVE && place != Places.ASSIGNED) {
            return "a loan outlives the pending instance: " + item + " is " + Places.NAMES.get(place);
        }
        boolean untouched = simulation.queues.stream().anyMatch(queue -> (queue.kind == Kind.ORDERED || queue.isBh())
                && queue.books.has(item.work));
        return untouched ? item + " was lent a class on an ordered or BH workqueue" : null;
    }

    private void countFirst(SimItem item, int place) {
        simulation.progress();
        simulation.coverage.saw(switch (place) {
            case Places.INACTIVE -> Seen.LENT_INACTIVE;
            case Places.ASSIGNED -> Seen.LENT_ASSIGNED;
            default -> Seen.LENT_ACTIVE;
        });
        if (simulation.isTraced()) {
            simulation.trace(item + " is lent " + item.work.lentNiceLocked());
        }
    }

    // ---- around a run

    /** An item is entered, that was not assigned to its worker before: none that was lent a higher class waits for the same. */
    void started(SimItem item, WorkerPool pool, boolean byRescuer) {
        checkNice();
        if (LoanBooks.callerIsLent()) {
            countStart(pool, byRescuer);
            boolean alone = LoanBooks.lentRunningBesideCaller() <= 1 || simulation.resumedInStep();
            check(alone || byRescuer || item.lastPlace == Places.ASSIGNED || !pools.of(pool).books.isManaged(),
                    item + " was lent a class and starts beside another lent one");
        }
        if (byRescuer || item.lastPlace == Places.ASSIGNED || item.queue != null && item.queue.isBh()) {
            return;   // a rescuer goes for items of its workqueue
        }
        Watched its = null;
        for (Watched one : watched) {
            its = one.item == item ? one : its;
        }
        for (Watched one : watched) {
            boolean waits = one.item != item && one.isLent() && one.firstStep < simulation.steps && one.item.work.isLentLocked()
                    && one.place == Places.ACTIVE && one.item.place() == Places.ACTIVE && one.item.work.host() == pool;
            boolean before = its != null && (its.nice < one.nice || its.nice == one.nice && its.firstStep <= one.firstStep);
            check(!waits || before, item + " starts before " + one.item + ", which was lent a higher class, or earlier");
        }
    }

    private void countStart(WorkerPool pool, boolean byRescuer) {
        startedLent++;
        simulation.coverage.saw(Seen.STARTED_LENT);
        if (byRescuer) {
            simulation.coverage.saw(Seen.LENT_AND_RESCUED);
        } else if (pool.spec().cpu() >= 0 && LoanBooks.runningBesideCaller() > 1) {
            simulation.coverage.saw(Seen.LENT_RUNS_BESIDE_ANOTHER);
        }
    }

    /** An item does something: the thread that carries it has the nice value of its class. */
    void checkNice() {
        SimCarrier carrier = simulation.mounting;
        if (carrier != null) {
            check(!simulation.plan.lends() || carrier.nice() == LoanBooks.callersNice(),
                    "an item of class " + LoanBooks.callersNice() + " is carried by a thread of nice " + carrier.nice());
        }
    }

    /** An item has slept. */
    void slept() {
        checkNice();
        if (LoanBooks.callerIsLent()) {
            simulation.coverage.saw(Seen.LENT_AND_SLEPT);
        }
    }

    /** An item is about to flush another one. */
    void flushes(SimItem item) {
        if (LoanBooks.callerIsLent() && item.place() != Places.IDLE) {
            simulation.coverage.saw(Seen.LENT_ONE_FLUSHES);
        }
    }

    /** Every loan has been counted, once. */
    void checkCounts() {
        long counted = simulation.queues.stream().mapToLong(queue -> queue.books.lent()).sum();
        check(counted == loans, loans + " items were lent a higher class, " + counted + " were counted");
        check(startedLent <= loans, startedLent + " lent items started, and " + loans + " were lent anything");
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
