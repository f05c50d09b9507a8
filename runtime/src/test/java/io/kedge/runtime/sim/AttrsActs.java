package io.kedge.runtime.sim;

import java.util.BitSet;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.queue.UnboundCpus;

/** Changes of attributes: of one workqueue, of the CPUs for all unbound ones, of the default scope. */
final class AttrsActs {
    private static final int CPUS = 4;

    private final Simulation simulation;
    private final Dice dice;
    private final Coverage coverage;

    AttrsActs(Simulation simulation) {
        this.simulation = simulation;
        this.dice = simulation.dice;
        this.coverage = simulation.coverage;
    }

    void act(SimQueue queue) {
        switch (dice.below(8)) {
            case 0 -> changeCpus();
            case 1 -> changeDefaultScope();
            default -> apply(queue);
        }
    }

    private void apply(SimQueue queue) {
        if (queue.closed) {
            return;
        }
        AffinityScope scope = AffinityScope.values()[dice.below(AffinityScope.values().length)];
        WorkqueueAttrs attrs = new WorkqueueAttrs(Math.min(dice.between(-2, 2) * 10, WorkqueueAttrs.MOST_NICE), someCpus(), scope, dice.oneIn(2));
        simulation.trace("attributes of " + queue + ": " + attrs);
        WorkqueueAttrs before = queue.api.attrs();
        Object version = queue.attrs.version();
        int items = queue.books.active() + queue.books.waiting();
        queue.books.limitsChange();
        boolean applied = false;
        simulation.poolsMayFail = dice.oneIn(4);
        try {
            queue.api.applyAttrs(attrs);
            applied = true;
            simulation.attrs.apply(queue, attrs);
            coverage.saw(Seen.ATTRS_APPLIED);
        } catch (IllegalArgumentException refused) {
            check(queue.isBound(), queue + " refused its attributes: " + refused.getMessage());
            coverage.saw(Seen.ATTRS_REFUSED);
        } catch (Shortage noPool) {
            coverage.saw(Seen.ATTRS_FAILED);
        } finally {
            simulation.poolsMayFail = false;
        }
        check(!applied || !queue.isBound(), "a per-CPU workqueue took attributes (R138)");
        check(queue.api.attrs().equals(applied ? attrs : before), queue + " has attributes that nobody gave it (R140)");
        check(applied || queue.attrs.version() == version, "a change that failed has changed " + queue + " (R140)");
        check(queue.books.active() + queue.books.waiting() == items, "items were lost with the change of " + queue + " (R140)");
        look(queue);
        boolean apart = !attrs.cpumask().isEmpty() && !attrs.cpumask().intersects(simulation.attrs.unbound);
        if (applied && apart) {
            coverage.saw(Seen.MASK_WITHOUT_OVERLAP);
        }
    }

    private void changeCpus() {
        BitSet asked = someCpus();
        BitSet wanted = (BitSet) asked.clone();
        wanted.and(simulation.plan.cpus());
        simulation.trace("CPUs of unbound workqueues: " + asked);
        if (change(() -> unbound().change(asked), wanted.isEmpty())) {
            simulation.attrs.unbound = wanted;
            simulation.attrs.version++;
            coverage.saw(Seen.UNBOUND_CPUS_CHANGED);
        } else if (wanted.isEmpty()) {
            coverage.saw(Seen.UNBOUND_CPUS_REFUSED);
        }
        check(unbound().cpus().equals(simulation.attrs.unbound), "the CPUs of unbound workqueues are " + unbound().cpus() + " (R143)");
    }

    private void changeDefaultScope() {
        AffinityScope scope = AffinityScope.values()[dice.below(AffinityScope.values().length)];
        simulation.trace("default scope: " + scope);
        if (change(() -> unbound().changeDefaultScope(scope), scope == AffinityScope.DEFAULT)) {
            simulation.attrs.defaultScope = scope;
            simulation.attrs.version++;
            coverage.saw(Seen.DEFAULT_SCOPE_CHANGED);
        }
    }

    /** Changes all workqueues, or none. @return whether they were changed */
    private boolean change(Runnable what, boolean mustBeRefused) {
        Object[] before = simulation.queues.stream().map(queue -> queue.attrs.version()).toArray();
        simulation.queues.forEach(queue -> queue.books.limitsChange());
        boolean changed = false;
        simulation.poolsMayFail = dice.oneIn(4);
        try {
            what.run();
            changed = true;
            simulation.queues.forEach(this::look);
        } catch (IllegalArgumentException refused) {
            check(mustBeRefused, "a change was refused: " + refused.getMessage());
        } catch (Shortage noPool) {
            coverage.saw(Seen.ATTRS_FAILED);
        } finally {
            simulation.poolsMayFail = false;
        }
        check(!changed || !mustBeRefused, "what must be refused was done (R143)");
        for (int i = 0; i < before.length && !changed; i++) {
            check(simulation.queues.get(i).attrs.version() == before[i], "a change that failed has changed a workqueue (R140)");
        }
        return changed;
    }

    private void look(SimQueue queue) {
        if (queue.attrs.hasReplacedShares()) {
            coverage.saw(Seen.SHARE_REPLACED_WITH_ITEMS);
        }
        if (queue.attrs.hasPluggedShares()) {
            coverage.saw(Seen.ORDERED_ONE_PLUGGED);
        }
    }

    private UnboundCpus unbound() {
        return simulation.engine().unbound();
    }

    /** {@return some CPUs, perhaps none, perhaps others than the engine's} */
    private BitSet someCpus() {
        BitSet some = new BitSet();
        for (int cpu = 0; cpu <= CPUS; cpu++) {
            some.set(cpu, dice.oneIn(2));
        }
        return some;
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
