package io.kedge.runtime.queue;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.PoolLoad;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * The shares in use of a load-aware workqueue, one for each pod, and how far these are from each other. Constant, but for
 * what the tick remembers from one look to the next.
 */
final class LoadPods {
    static final int NONE = -1;

    private final QueueShare[] shares;      // C
    private final PoolLoad[] loads;         // C   of the shares' pools
    private final int[][] distances;        // C   by two shares
    final boolean[] imbalanced;             // the tick's thread: as it saw them last

    private LoadPods(QueueShare[] shares, PoolLoad[] loads, int[][] distances) {
        this.shares = shares;
        this.loads = loads;
        this.distances = distances;
        this.imbalanced = new boolean[shares.length];
    }

    /** {@return those of a map; has their pools tell what they have to do from now on} */
    static LoadPods of(@Nullable QueueShare[] byCpu, Topology topology) {
        Set<QueueShare> distinct = new LinkedHashSet<>();
        for (QueueShare share : byCpu) {
            if (share != null) {
                distinct.add(share);
            }
        }
        QueueShare[] shares = distinct.toArray(QueueShare[]::new);
        PoolLoad[] loads = new PoolLoad[shares.length];
        int[][] distances = new int[shares.length][shares.length];
        for (int i = 0; i < shares.length; i++) {
            loads[i] = shares[i].pool().view().load();
            for (int j = 0; j < shares.length; j++) {
                distances[i][j] = i == j ? 0 : distance(shares[i].pool().spec().pod(), shares[j].pool().spec().pod(), topology);
            }
        }
        return new LoadPods(shares, loads, distances);
    }

    /** How far apart: by the smallest group that has CPUs of both. */
    private static int distance(BitSet one, BitSet other, Topology topology) {
        if (join(one, other, topology.caches())) {
            return LoadChoice.SAME_CACHE;
        }
        return join(one, other, topology.nodes()) ? LoadChoice.SAME_NODE : LoadChoice.ELSEWHERE;
    }

    private static boolean join(BitSet one, BitSet other, List<BitSet> groups) {
        return groups.stream().anyMatch(group -> group.intersects(one) && group.intersects(other));
    }

    int count() {
        return shares.length;
    }

    QueueShare share(int index) {
        return shares[index];
    }

    PoolLoad load(int index) {
        return loads[index];
    }

    /** {@return the share that the item goes to, if its caller names none} Any thread; allocates nothing, takes no lock. */
    QueueShare choose(QueueShare callers, WorkItem item) {
        int from = NONE;
        int hot = NONE;
        for (int i = 0; i < shares.length; i++) {
            from = shares[i] == callers ? i : from;
            hot = shares[i].pool() == item.host() ? i : hot;
        }
        return from == NONE ? callers   // it has just been replaced
                : shares[LoadChoice.choose(loads, distances[from], from, hot, item.queuedNanos())];
    }

    /**
     * {@return the pod that items of this one shall move to: of those with idle slots the one that costs least; {@link #NONE} if
     * there is none}
     */
    int target(int from, long nowNanos) {
        int best = NONE;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < shares.length; i++) {
            long cost = LoadChoice.cost(loads[i], distances[from][i], false, nowNanos);
            if (i != from && loads[i].room() > 0 && cost < least) {
                best = i;
                least = cost;
            }
        }
        return best;
    }
}
