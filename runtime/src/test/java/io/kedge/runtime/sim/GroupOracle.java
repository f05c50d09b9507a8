package io.kedge.runtime.sim;

import org.jspecify.annotations.Nullable;

/** Asks after each step whether the laws of the groups hold, and notes what they have met. */
final class GroupOracle {
    private final Simulation simulation;
    private final Coverage coverage;

    GroupOracle(Simulation simulation) {
        this.simulation = simulation;
        this.coverage = simulation.coverage;
    }

    /** To be asked after each step. {@return the broken law, null if all hold} */
    @Nullable String violation() {
        String broken = null;
        for (int i = 0; i < simulation.groups.size() && broken == null; i++) {
            SimGroup group = simulation.groups.get(i);
            broken = group.books.violation();
            if (broken == null) {
                broken = group.books.timeViolation(simulation.nowNanos);
            }
            group.credit.goOn(simulation.nowNanos, group.books.usedNanos());
            if (broken == null && group.credit.isSpent() && !group.books.isThrottled()) {
                broken = group.api + " has used up its CPU time and is not throttled";
            }
            look(group);
        }
        return broken;
    }

    private void look(SimGroup group) {
        boolean throttled = group.books.isThrottled();
        boolean waits = group.books.waiting() > 0;
        if (throttled && waits && !group.credit.isEnough()) {
            simulation.progress();   // time is what it waits for
        }
        saw(throttled, Seen.GROUP_THROTTLED);
        saw(throttled && waits, Seen.GROUP_THROTTLED_WITH_WAITERS);
        saw(group.wasThrottled && !throttled, Seen.GROUP_WENT_ON);
        group.wasThrottled = throttled;
        saw(group.books.waitingItems() > 0, Seen.WAITED_FOR_ITS_GROUP);
        saw(group.books.waiting() > 1, Seen.GROUP_SHARED);
        saw(group.books.waitsWithoutItsOwn(), Seen.LOST_ITS_OWN_SLOT_MEANWHILE);
    }

    private void saw(boolean so, Seen what) {
        if (so) {
            coverage.saw(what);
        }
    }
}
