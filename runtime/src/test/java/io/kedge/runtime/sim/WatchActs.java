package io.kedge.runtime.sim;

import java.util.List;

import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.inspect.StateDump.Items;
import io.kedge.runtime.inspect.StateDump.ShareDump;
import io.kedge.runtime.inspect.StateDump.WorkqueueDump;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.sim.Routine.Pause;
import io.kedge.runtime.work.Places;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Looks at the engine from outside, at any time, and compares what it says of itself with what the model knows (R147, R148). */
final class WatchActs {
    private static final int GAP_NANOS = 5_000_000;

    private final Simulation simulation;
    private final Coverage coverage;
    private @Nullable List<WorkqueueStats> before;

    WatchActs(Simulation simulation) {
        this.simulation = simulation;
        this.coverage = simulation.coverage;
    }

    /** The life of one who looks. */
    void life() {
        for (int looks = simulation.dice.between(1, 12); looks > 0; looks--) {
            requireNonNull(simulation.current, "a routine looks").pause(Pause.COMPUTES, simulation.dice.below(GAP_NANOS));
            look();
            simulation.progress();
        }
    }

    /** The dump is of one moment, if nobody else took a step while it was made. */
    private void look() {
        long begun = simulation.steps;
        StateDump dump = simulation.engine().dump();
        if (simulation.steps != begun) {
            return;
        }
        for (SimQueue queue : simulation.queues) {
            WorkqueueDump its = dump.workqueues().stream().filter(one -> one.name().equals(queue.api.name())).findFirst().orElse(null);
            check(queue, its == null ? List.of() : its.shares());
        }
        for (SimItem item : simulation.items) {
            boolean shown = dump.workqueues().stream().flatMap(queue -> queue.shares().stream())
                    .flatMap(share -> share.inFlight().stream()).anyMatch(running -> running.function().equals(item.name));
            check(shown || !item.isRunning(), "the dump does not show that an item runs: " + item);
        }
        List<WorkqueueStats> now = simulation.engine().snapshot().workqueues();
        List<WorkqueueStats> then = before == null ? now : before;
        for (int i = 0; i < then.size() && now.size() == then.size(); i++) {
            check(isMonotone(then.get(i), now.get(i)), "a figure went back: " + then.get(i) + " " + now.get(i));
        }
        before = now;
    }

    private void check(SimQueue queue, List<ShareDump> shares) {
        int active = 0;
        int inactive = 0;
        int assigned = 0;
        for (ShareDump share : shares) {
            check(share.active() == share.inFlight().size() + share.assigned() + share.pending().total(), "active items are missing in the dump: " + share);
            check(share.pending().leftOut() == 0 && share.inactive().leftOut() == 0, "a short list is cut in the dump: " + share);
            check(share.refs() == share.active() + share.inactive().total(), "the dump's references do not add up: " + share);
            active += share.active();
            inactive += share.inactive().total();
            assigned += share.assigned();
            saw(share);
        }
        check(active == queue.books.active(), "the dump has " + active + " active items, the books " + queue.books.active() + ": " + queue);
        check(inactive == queue.books.waiting(), "the dump has " + inactive + " inactive items, the books " + queue.books.waiting() + ": " + queue);
        check(assigned <= simulation.items.stream().filter(item -> item.place() == Places.ASSIGNED).count(), "the dump has items run again that do not");
    }

    private void saw(ShareDump share) {
        coverage.saw(Seen.DUMPED_IN_FLIGHT, share.inFlight().size());
        coverage.saw(Seen.DUMPED_PENDING, share.pending().total());
        coverage.saw(Seen.DUMPED_INACTIVE, share.inactive().total());
        long waiters = share.inFlight().stream().mapToInt(running -> running.waiters().size()).sum()
                + waiters(share.pending()) + waiters(share.inactive());
        coverage.saw(Seen.DUMPED_WAITER, waiters);
    }

    private static long waiters(Items items) {
        return items.lines().stream().mapToInt(line -> line.waiters().size()).sum();
    }

    private static boolean isMonotone(WorkqueueStats then, WorkqueueStats now) {
        return now.started() >= then.started() && now.completed() >= then.completed() && now.started() >= now.completed()
                && now.queued() >= then.queued()
                && now.delayQueueNanos() >= then.delayQueueNanos()
                && now.times().limitedNanos() >= then.times().limitedNanos()
                && now.times().runNanos() >= then.times().runNanos()
                && now.times().cpuNanos() >= then.times().cpuNanos()
                && now.times().asleepNanos() >= then.times().asleepNanos()
                && now.times().readyNanos() >= then.times().readyNanos()
                && now.times().queueing().count() == now.started()
                && now.times().running().count() == now.completed();
    }

    // ---- the watchdog

    /** The watchdog says that some pool is stalled. */
    void stalled() {
        coverage.saw(Seen.STALL_REPORTED);
        boolean isSo = false;
        for (WatchedPool pool : simulation.oracle().pools.all()) {
            isSo |= simulation.nowNanos - pool.progressNanos >= ChanceWorld.STALL.toNanos();
        }
        check(isSo, "the watchdog reports a stall, and every pool has made progress of late (R147)");
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
