package io.kedge.runtime.sim;

import java.util.BitSet;

import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.work.Places;

/** Queueing near a node, and queueing what has just been enabled. */
final class PlacedActs {
    private final Simulation simulation;
    private final Acts acts;
    private final Dice dice;
    private final Coverage coverage;

    PlacedActs(Simulation simulation, Acts acts) {
        this.simulation = simulation;
        this.acts = acts;
        this.dice = simulation.dice;
        this.coverage = simulation.coverage;
    }

    void act(SimItem item) {
        SimQueue queue = acts.queueFor(item);
        if (Acts.isRefused(queue)) {
            return;
        }
        if (item.disables > 0) {
            if (dice.oneIn(3)) {
                acts.disable(item);   // once more than it is enabled
            }
            enableAndQueue(item, queue);
        } else {
            queueOnNode(item, queue);
        }
    }

    private void queueOnNode(SimItem item, SimQueue queue) {
        int before = item.place();
        boolean disabled = Places.depth(item.work) > 0;
        boolean draining = queue.drainers > 0;
        int node = dice.between(-1, 2);
        BitSet cpus = node < 0 || node >= simulation.plan.topology().nodes().size() ? new BitSet()
                : simulation.plan.topology().nodes().get(node);
        simulation.trace("queue " + item + " on " + queue + ", node " + node);
        boolean queued = queue.api.queueOnNode(node, item.work);
        acts.mustBe(queued, before, disabled, (draining || queue.drainers > 0) && !Acts.isChained(queue), item);
        if (!queued) {
            return;
        }
        acts.accepted(item, queue);
        boolean there = item.work.host() instanceof WorkerPool pool
                && cpus.stream().anyMatch(cpu -> simulation.attrs.serves(queue, cpu, pool));
        check(there || cpus.isEmpty() || item.isRunning(), item + " was queued for node " + node + " and is elsewhere (R14)");
        coverage.saw(cpus.isEmpty() ? Seen.NODE_WITHOUT_CPUS : Seen.QUEUED_ON_ITS_NODE);
    }

    private void enableAndQueue(SimItem item, SimQueue queue) {
        acts.awaitUnowned(item);
        if (item.disables == 0 || Acts.isRefused(queue)) {
            return;   // meanwhile
        }
        boolean draining = queue.drainers > 0;
        simulation.trace("enable and queue " + item + " on " + queue);
        item.disables--;
        boolean free = Places.depth(item.work) == 1;
        boolean enabled = queue.api.enableAndQueue(item.work);
        check(enabled == free, "enableAndQueue said " + enabled + " (R116)");
        boolean pending = item.place() != Places.IDLE;
        check(pending == enabled || enabled && (draining || queue.drainers > 0), "enableAndQueue left it pending: " + pending + " (R116)");
        if (pending && enabled) {
            acts.accepted(item, queue);
        }
        coverage.saw(enabled ? Seen.ENABLED_AND_QUEUED : Seen.ENABLED_BUT_NOT_QUEUED);
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
