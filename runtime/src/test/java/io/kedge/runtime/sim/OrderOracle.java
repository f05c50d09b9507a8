package io.kedge.runtime.sim;

import io.kedge.runtime.pool.LoanBooks;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.sim.SimQueue.Kind;
import io.kedge.runtime.work.Deadline;
import io.kedge.runtime.work.Places;

/** Knows in which order items start. */
final class OrderOracle {
    private final Simulation simulation;

    OrderOracle(Simulation simulation) {
        this.simulation = simulation;
    }

    /** An item starts, on behalf of a share of the workqueue. A rescuer goes by arrival, where deadlines order too. */
    void check(SimItem item, Share share, SimQueue queue, boolean byRescuer) {
        for (SimItem other : simulation.items) {
            if (other != item && queue.kind != Kind.BY_DEADLINE) {
                byArrival(item, other, share, queue);
            } else if (other != item && !byRescuer && item.work.host() instanceof WorkerPool pool) {
                byDeadline(item, other, pool);
            }
        }
    }

    /** None that was queued earlier on the same share waits still (R23, R24). */
    private void byArrival(SimItem item, SimItem other, Share share, SimQueue queue) {
        int place = other.place();
        boolean waits = place == Places.ACTIVE || place == Places.INACTIVE;
        boolean plain = item.delayed == null && other.delayed == null && !LoanBooks.callerIsLent();   // when a timer queued its item the model does not see
        boolean inOrder = queue.kind == Kind.ORDERED
                ? other.work.placement() instanceof Share its && its.workqueue() == share.workqueue()
                : other.work.placement() == share;
        check(!waits || !plain || !inOrder || other.queuedAs > item.queuedAs,
                item + " starts before " + other + ", which was queued earlier (R23, R27)");
        check(queue.kind != Kind.ORDERED || other.queue != queue || !other.isRunning() || other.wasElsewhere,
                item + " and " + other + " run at once on an ordered workqueue (R24)");
    }

    /** None that was there before the present step and is due earlier waits still. */
    private void byDeadline(SimItem item, SimItem other, WorkerPool pool) {
        Deadline due = item.work.dueLocked();
        Deadline others = other.work.dueLocked();
        boolean waits = other.work.host() == pool && other.place() == Places.ACTIVE
                && other.lastPlace == Places.ACTIVE && other.queuedStep < simulation.steps;
        if (!waits || others == null || due == null || item.place() != Places.IDLE || LoanBooks.callerIsLent()) {
            return;
        }
        check(others.dueNanos() - due.dueNanos() >= 0, item + " starts before " + other + ", which is due earlier");
        if (other.queuedAs < item.queuedAs) {
            simulation.coverage.saw(Seen.OVERTOOK_BY_DEADLINE);
        }
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
