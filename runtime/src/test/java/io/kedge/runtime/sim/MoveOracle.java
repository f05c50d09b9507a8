package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.kedge.runtime.pool.PoolBooks;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.QueueBooks;
import io.kedge.runtime.sim.SimQueue.Kind;
import io.kedge.runtime.work.Placement;
import io.kedge.runtime.work.Places;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Notices that waiting items are moved to another pool, and knows which may be and in which order. */
final class MoveOracle {
    private final Simulation simulation;
    private final List<Watched> watched = new ArrayList<>();
    private long moves;

    /** An item, as it was after the latest step. */
    private static final class Watched {
        final SimItem item;
        @Nullable Placement share;
        int accepted;

        Watched(SimItem item) {
            this.item = item;
        }

        Share share() {
            return (Share) requireNonNull(item.work.placement(), "it is queued");
        }
    }

    MoveOracle(Simulation simulation) {
        this.simulation = simulation;
    }

    /** To be asked after each step. {@return the broken law, null if all hold} */
    @Nullable String violation() {
        if (watched.isEmpty()) {
            simulation.items.forEach(item -> watched.add(new Watched(item)));
        }
        List<Watched> moved = null;
        for (int i = 0; i < watched.size(); i++) {
            Watched one = watched.get(i);
            if (one.share != null && one.item.work.placement() != null && one.item.work.placement() != one.share
                    && one.accepted == one.item.accepted) {
                moved = moved == null ? new ArrayList<>() : moved;
                moved.add(one);
            }
        }
        String broken = moved == null ? null : violation(moved);
        for (int i = 0; i < watched.size(); i++) {
            Watched one = watched.get(i);
            one.share = one.item.work.placement();
            one.accepted = one.item.accepted;
        }
        return broken;
    }

    private @Nullable String violation(List<Watched> moved) {
        moved.sort(Comparator.comparingInt(one -> new PoolBooks((WorkerPool) requireNonNull(one.item.work.host())).positionOf(one.item.work)));
        for (Watched one : moved) {
            moves++;
            simulation.progress();
            String broken = violation(one, moved);
            if (broken != null) {
                return broken;
            }
        }
        for (Watched one : moved) {   // it comes to its new pod as if it had just been queued there
            one.item.queuedAs = ++simulation.queueings;
        }
        return null;
    }

    private @Nullable String violation(Watched one, List<Watched> moved) {
        Share from = (Share) requireNonNull(one.share);
        Share to = one.share();
        if (from.workqueue() != to.workqueue() || !isLoadAware(to)) {
            return one.item + " was moved, which only items of load-aware workqueues may be";
        }
        if (one.item.place() != Places.ACTIVE) {
            return one.item + " was moved and is " + Places.NAMES.get(one.item.place());
        }
        for (Watched other : watched) {
            boolean older = other.share == from && other.item.place() == Places.ACTIVE && !moved.contains(other)
                    && !other.item.isRunning() && !other.item.work.isLentLocked() && other.item.queuedAs < one.item.queuedAs;
            if (older && one.item.delayed == null && other.item.delayed == null) {
                return one.item + " was moved before " + other.item + ", which was queued earlier in that pod";
            }
        }
        simulation.coverage.saw(Seen.MOVED_TO_AN_IDLE_POOL);
        if (QueueBooks.isFlushed(one.item.work)) {
            simulation.coverage.saw(Seen.MOVED_WHILE_FLUSHED);
        }
        if (!QueueBooks.onOneNode(from, to)) {
            simulation.coverage.saw(Seen.MOVED_TO_ANOTHER_NODE);
        }
        if (simulation.isTraced()) {
            simulation.trace(one.item + " was moved from " + from + " to " + to);
        }
        return null;
    }

    private boolean isLoadAware(Share share) {
        return simulation.queues.stream().anyMatch(queue -> queue.api == share.workqueue() && queue.kind == Kind.LOAD_AWARE);
    }

    /** Every move has been counted, once. */
    void checkCounts() {
        long counted = simulation.queues.stream().mapToLong(queue -> queue.books.moved()).sum();
        if (counted != moves) {
            throw new Violation(moves + " items were moved, " + counted + " were counted");
        }
    }
}
