package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.kedge.runtime.pool.PoolBooks;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.WorkerPool;
import org.jspecify.annotations.Nullable;

/** Knows which pools there must be: those that somebody uses, each once, and for every workqueue and CPU the right one. */
final class AttrsOracle {
    private final Simulation simulation;
    private final WatchedPools pools;
    private final IdentityHashMap<SimQueue, Object> versions = new IdentityHashMap<>();
    private final IdentityHashMap<SimQueue, Integer> shares = new IdentityHashMap<>();
    private int modelVersion = -1;
    private BitSet onlineBefore = new BitSet();

    AttrsOracle(Simulation simulation, WatchedPools pools) {
        this.simulation = simulation;
        this.pools = pools;
    }

    /** To be asked after each step. {@return the broken law, null if all hold} */
    @Nullable String violation() {
        if (!hasChanged()) {
            return null;
        }
        modelVersion = simulation.attrs.version;
        for (SimQueue queue : simulation.queues) {
            String broken = violation(queue);
            if (broken != null) {
                return broken + ": " + queue;
            }
        }
        return users();
    }

    /** @return false also while a CPU goes or comes: shares follow a moment after the list of CPUs */
    private boolean hasChanged() {
        if (PoolBooks.isChanging(simulation.engine().hotplug())) {
            return false;
        }
        BitSet online = simulation.engine().hotplug().online();
        boolean changed = modelVersion != simulation.attrs.version || !online.equals(onlineBefore);
        onlineBefore = online;
        for (int i = 0; i < simulation.queues.size(); i++) {
            SimQueue queue = simulation.queues.get(i);
            Object version = queue.attrs.version();
            changed |= versions.put(queue, version) != version;
        }
        return changed;
    }

    private @Nullable String violation(SimQueue queue) {
        int before = shares.getOrDefault(queue, 0);
        shares.put(queue, queue.attrs.pools().size());
        if (queue.attrs.pools().size() < before) {
            simulation.coverage.saw(Seen.SHARE_RELEASED);
        }
        for (int cpu : simulation.plan.cpus().stream().toArray()) {
            WorkerPool pool = queue.attrs.poolFor(cpu);
            if (!queue.closed && !simulation.attrs.serves(queue, cpu, pool)) {
                return "CPU " + cpu + " is served by " + pool.spec() + " (R139, R141, R143)";
            }
        }
        return queue.attrs.violation();
    }

    /** Every pool has as many users as shares, and no two pools are the same. */
    private @Nullable String users() {
        Set<List<Object>> seen = new HashSet<>();
        for (WatchedPool watched : pools.all()) {
            PoolSpec spec = watched.pool.spec();
            if (spec.cpu() >= 0 || watched.books.isEnding()) {
                continue;
            }
            if (!seen.add(List.of(spec.cpus(), spec.pod(), spec.nice(), spec.byDeadline(), simulation.queues.getFirst().attrs.isStrict(watched.pool)))) {
                return "there are two pools with the attributes of " + spec + " (R139)";
            }
            int users = 0;
            List<SimQueue> by = new ArrayList<>();
            for (SimQueue queue : simulation.queues) {
                int its = (int) queue.attrs.pools().stream().filter(pool -> pool == watched.pool).count();
                users += its;
                if (its > 0) {
                    by.add(queue);
                }
            }
            int counted = simulation.queues.getFirst().attrs.usersOf(watched.pool);
            boolean allOpen = by.stream().noneMatch(queue -> queue.closed);   // a closed one has given its pools back
            if (counted > users || counted < users && allOpen || counted == 0) {
                return counted + " users are counted for " + spec.name() + ", there are " + users + " (R139)";
            }
            if (by.size() > 1) {
                simulation.coverage.saw(Seen.POOL_SHARED);
            }
        }
        return null;
    }

    /** {@return whether the pools that nobody uses any more have ended} */
    boolean unusedPoolsHaveEnded() {
        boolean ended = true;
        for (WatchedPool watched : pools.all()) {
            boolean unused = watched.pool.spec().cpu() < 0 && simulation.queues.getFirst().attrs.usersOf(watched.pool) == 0;
            ended &= !unused || watched.books.hasEnded();
            if (unused && watched.books.hasEnded()) {
                simulation.coverage.saw(Seen.POOL_ENDED);
            }
        }
        return ended;
    }
}
