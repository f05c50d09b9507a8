package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.pool.WorkerPool;

/** Every pool that an engine has had, in the order in which they were made; those included that have ended. */
final class WatchedPools {
    private final List<WorkerPool> live;                              // the engine's own
    private final List<WatchedPool> all = new ArrayList<>();
    private int newest = -1;                                          // the id of the pool made last that is known

    WatchedPools(List<WorkerPool> live) {
        this.live = live;
    }

    /** {@return all of them} */
    List<WatchedPool> all() {
        for (int i = live.size() - 1; i >= 0 && live.get(i).spec().id() > newest; i--) {
            learn();
        }
        return all;
    }

    private void learn() {
        for (int i = 0; i < live.size(); i++) {
            WorkerPool pool = live.get(i);
            if (pool.spec().id() > newest) {
                newest = pool.spec().id();
                all.add(new WatchedPool(pool));
            }
        }
    }

    WatchedPool of(WorkerPool pool) {
        for (WatchedPool watched : all()) {
            if (watched.pool == pool) {
                return watched;
            }
        }
        throw new AssertionError("a pool that the engine does not list: " + pool.spec().name());
    }
}
