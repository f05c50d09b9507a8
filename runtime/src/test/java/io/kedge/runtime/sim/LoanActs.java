package io.kedge.runtime.sim;

import io.kedge.runtime.work.Places;

/** Has items wait for others that have not begun, so that they lend them their class. */
final class LoanActs {
    private final Simulation simulation;
    private final Acts acts;

    LoanActs(Simulation simulation, Acts acts) {
        this.simulation = simulation;
        this.acts = acts;
    }

    /** An item of this level queues some for which it may wait. */
    void queueSome(int level) {
        for (int more = simulation.dice.between(1, 5); more > 0; more--) {
            SimItem item = simulation.items.get(simulation.dice.below(simulation.items.size()));
            if (item.home.level > level) {
                acts.queue(item);
            }
        }
    }

    /** It flushes one that waits, if there is one. */
    void flushOneThatWaits(int level) throws InterruptedException {
        int from = simulation.dice.below(simulation.items.size());
        for (int i = 0; i < simulation.items.size(); i++) {
            SimItem item = simulation.items.get((from + i) % simulation.items.size());
            int place = item.place();
            boolean waits = place == Places.ACTIVE || place == Places.INACTIVE || place == Places.ASSIGNED;
            if (waits && item.home.level > level) {
                simulation.oracle().loans.flushes(item);
                acts.flush(item, level);
                return;
            }
        }
    }
}
