package io.kedge.runtime.sim;

import java.util.List;

import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.pool.DistressBooks;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.work.Places;
import org.jspecify.annotations.Nullable;

/** Knows the laws of rescuers: whose items they run, when they are called, what is counted (R128 to R134). */
final class RescueOracle {
    private static final long FIRST_CALL_NANOS = 10_000_000;
    private static final long MOST_WAITING_NANOS = 2_500_000_000L;   // of an item whose rescuer has nothing to do

    private final Simulation simulation;
    private final Coverage coverage;
    private boolean sawOne;
    private final WatchedPools pools;

    RescueOracle(Simulation simulation, WatchedPools pools) {
        this.simulation = simulation;
        this.coverage = simulation.coverage;
        this.pools = pools;
    }

    /** {@return the rescuer that takes the present step, null if somebody else does} */
    @Nullable SimRescuer current() {
        for (int i = 0; i < simulation.rescuers.size(); i++) {
            SimRescuer rescuer = simulation.rescuers.get(i);
            if (rescuer.plays(simulation.current)) {
                return rescuer;
            }
        }
        return null;
    }

    /** {@return whether a rescuer has run an item} */
    boolean sawOne() {
        return sawOne;
    }

    /** A rescuer enters an item. */
    void started(SimItem item, Share share, SimQueue queue, SimRescuer rescuer) {
        sawOne = true;
        boolean again = item.lastPlace == Places.ASSIGNED && item.rescuedAtStep != simulation.steps;
        check(again || DistressBooks.isRescuedBy(share, rescuer.steps()), item + " is run by another workqueue's rescuer (R130)");
        item.rescuedAtStep = simulation.steps;
        if (again) {
            coverage.saw(Seen.RAN_AGAIN_ON_THE_RESCUER);
            return;
        }
        queue.rescued++;
        coverage.saw(queue.isBound() ? Seen.RESCUED_BOUND : Seen.RESCUED_UNBOUND);
    }

    void afterStep(Machine machine) {
        for (int i = 0; i < simulation.rescuers.size(); i++) {
            check(!simulation.rescuers.get(i).steps().isCounted(), "a rescuer counts in nr_running (R133)");
        }
        List<WatchedPool> all = pools.all();
        for (int i = 0; i < simulation.queues.size(); i++) {
            called(simulation.queues.get(i), machine instanceof SimRescuer);
        }
        for (int i = 0; i < all.size(); i++) {
            follow(all.get(i));
        }
    }

    private void follow(WatchedPool watched) {
        boolean wanted = DistressBooks.wantsThread(watched.pool);
        if (!wanted) {
            watched.wantedSinceNanos = -1;
        } else if (watched.wantedSinceNanos < 0) {
            watched.wantedSinceNanos = simulation.nowNanos;
        }
        boolean idly = wanted && DistressBooks.waitsForAnIdleRescuer(watched.pool);
        if (!idly) {
            watched.idlySinceNanos = -1;
        } else if (watched.idlySinceNanos < 0) {
            watched.idlySinceNanos = simulation.nowNanos;
        }
        check(watched.idlySinceNanos < 0 || simulation.nowNanos - watched.idlySinceNanos < MOST_WAITING_NANOS,
                "an item waits for a thread, and its rescuer was not called (R128, R129) in " + watched.pool.spec().name());
    }

    /** A rescuer that has taken a batch and is wanted elsewhere calls itself, to come back (R132): for that nobody has to wait. */
    private void called(SimQueue queue, boolean byARescuer) {
        long maydays = queue.books.maydays();
        long before = queue.maydays;
        queue.maydays = maydays;
        if (maydays <= before) {
            return;   // less: a share has been replaced
        }
        coverage.saw(Seen.MAYDAY, maydays - before);
        boolean inTime = byARescuer;
        List<WatchedPool> all = pools.all();
        for (int i = 0; i < all.size(); i++) {
            long sinceNanos = all.get(i).wantedSinceNanos;
            inTime |= sinceNanos >= 0 && simulation.nowNanos - sinceNanos >= FIRST_CALL_NANOS;
        }
        check(inTime, "the rescuer of " + queue + " was called, and no thread has been wanted for 10 ms (R129)");
    }

    /** The clock went on by itself: nobody can have been called. */
    void jumped() {
        pools.all().forEach(watched -> watched.idlySinceNanos = -1);
    }

    /** At the end: what was counted is what was done (R134), and a workqueue's rescuer ends with it. */
    void checkCounts(WorkqueueStats stats, SimQueue queue) {
        check(stats.rescued() == queue.rescued, queue + " counts " + stats.rescued() + " rescued items, " + queue.rescued
                + " were (R134)");
    }

    void checkEnded() {
        for (SimRescuer rescuer : simulation.rescuers) {
            check(rescuer.hasEnded(), rescuer.name() + " stays when its workqueue has been closed");
        }
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
