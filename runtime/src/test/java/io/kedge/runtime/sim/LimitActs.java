package io.kedge.runtime.sim;

import io.kedge.runtime.api.Workqueue;

/** Changes of limits, and the question whether items wait for them. */
final class LimitActs {
    private static final int LONGEST = 6;

    private final Simulation simulation;
    private final Dice dice;
    private final Coverage coverage;

    LimitActs(Simulation simulation) {
        this.simulation = simulation;
        this.dice = simulation.dice;
        this.coverage = simulation.coverage;
    }

    void act(SimQueue queue) {
        if (queue.closed) {
            return;
        }
        if (queue.group != null && dice.oneIn(3)) {
            change(queue.group);
            return;
        }
        switch (dice.below(4)) {
            case 0, 1 -> changeMax(queue);
            case 2 -> changeMin(queue);
            default -> askCongested(queue);
        }
    }

    private void changeMax(SimQueue queue) {
        Workqueue api = queue.api;
        int before = api.maxActive();
        int minBefore = api.minActive();
        int asked = dice.oneIn(8) ? 64 : dice.between(0, LONGEST);
        int expected = queue.fixedLimit() > 0 ? queue.fixedLimit() : Math.max(asked, 1);
        simulation.trace("max_active of " + queue + " from " + before + " to " + asked);
        int waiting = queue.books.waiting();
        int active = queue.books.active();
        queue.books.limitsChange();
        api.maxActive(asked);
        check(api.maxActive() == expected, "max_active is " + api.maxActive() + " after it was set to " + asked + " (R26, R70)");
        check(api.minActive() == Math.min(minBefore, expected), "min_active is " + api.minActive() + " (R72)");
        check(queue.books.active() >= active, "a lowered limit took a slot from an active item (R70)");
        if (queue.fixedLimit() > 0) {
            coverage.saw(Seen.LIMIT_REFUSED);
        } else if (queue.books.waiting() < waiting) {
            coverage.saw(Seen.LIMIT_RAISED_FOR_WAITERS);
        } else if (expected < active) {
            coverage.saw(Seen.LIMIT_LOWERED_BELOW_THE_ACTIVE);
        }
        if (simulation.engine().isFrozen() && queue.freezable && expected != before) {
            coverage.saw(Seen.LIMIT_CHANGED_IN_THE_FROST);
        }
    }

    private void change(SimGroup group) {
        if (dice.oneIn(2)) {
            changeShare(group);
            return;
        }
        int asked = dice.between(1, LONGEST);
        simulation.trace("max_active of " + group.api + " from " + group.api.maxActive() + " to " + asked);
        int waiting = group.books.waiting();
        int active = group.books.active();
        group.books.limitsChange();
        group.api.maxActive(asked);
        check(group.api.maxActive() == asked, "max_active of a group is " + group.api.maxActive() + " after it was set to " + asked);
        check(group.books.active() >= active, "a lowered limit of a group took a slot from an active item");
        coverage.saw(group.books.waiting() < waiting ? Seen.GROUP_LIMIT_RAISED_FOR_WAITERS : Seen.GROUP_LIMIT_CHANGED);
    }

    private void changeShare(SimGroup group) {
        int asked = dice.oneIn(4) ? 100 : dice.between(10, 90);
        simulation.trace("CPU share of " + group.api + " from " + group.api.cpuShare() + " to " + asked);
        boolean throttled = group.books.isThrottled();
        group.books.limitsChange();
        group.api.cpuShare(asked);
        group.credit.share(asked, simulation.nowNanos);
        check(group.api.cpuShare() == asked, "the CPU share of a group is " + group.api.cpuShare() + " after it was set to " + asked);
        coverage.saw(throttled && !group.books.isThrottled() ? Seen.GROUP_RELEASED_BY_A_HIGHER_SHARE : Seen.GROUP_SHARE_CHANGED);
    }

    private void changeMin(SimQueue queue) {
        Workqueue api = queue.api;
        int before = api.minActive();
        int asked = dice.between(0, LONGEST);
        simulation.trace("min_active of " + queue + " from " + before + " to " + asked);
        queue.books.limitsChange();
        api.minActive(asked);
        boolean refused = !queue.hasNodes();
        int expected = refused ? before : Math.min(asked, api.maxActive());
        check(api.minActive() == expected, "min_active is " + api.minActive() + " after it was set to " + asked + " (R72, R76)");
        coverage.saw(refused ? Seen.MINIMUM_REFUSED : Seen.MINIMUM_CHANGED);
    }

    private void askCongested(SimQueue queue) {
        int crowded = queue.books.congestedCpu();
        int cpu = crowded >= 0 && dice.oneIn(2) ? crowded : simulation.plan.someCpu(dice);
        boolean said = queue.api.congested(cpu);
        check(said == queue.books.waitsOn(cpu), queue + " said " + said + " of CPU " + cpu + " (R77)");
        coverage.saw(said ? Seen.CONGESTED : Seen.NOT_CONGESTED);
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
