package io.kedge.runtime.watch;

import java.util.List;

import io.kedge.runtime.pool.WorkerPool;

/**
 * Decides whether a pool gets one more carrier. A pool's first one is always granted, else nothing there went on; what is
 * refused stays wanted, and is asked for again. The timer's thread only.
 */
public final class CarrierBrake {

    /**
     * How many carriers there may be at most.
     *
     * @param perPool   of one pool, 1 or more
     * @param perEngine of all pools together, but for the first one of each, 1 or more
     */
    public record Bounds(int perPool, int perEngine) {

        /** What the engine is shipped with: all of them take 3 % of the memory of a board with 512 MB. */
        public static final Bounds STANDARD = new Bounds(64, 128);

        public Bounds {
            if (perPool < 1 || perEngine < perPool) {
                throw new IllegalArgumentException("carriers must be 1 or more per pool, and at least as many per engine; was "
                        + perPool + " per pool, " + perEngine + " per engine");
            }
        }
    }

    private final List<WorkerPool> pools;   // C
    private final Bounds bounds;            // C
    private final MemoryGauge memory;       // C

    public CarrierBrake(List<WorkerPool> pools, Bounds bounds, MemoryGauge memory) {
        this.pools = pools;
        this.bounds = bounds;
        this.memory = memory;
    }

    /** What the brake says, and why. */
    public record Verdict(Cause cause, String reason) {
        private static final Verdict GRANTED = new Verdict(Cause.NONE, "");
    }

    /** Why a carrier is refused. */
    public enum Cause { NONE, NUMBER, MEMORY }

    /** Asks for one more carrier of the pool. Does not wait. */
    public Verdict ask(WorkerPool pool) {
        int carriers = pool.carriers().all().length;
        if (carriers == 0) {
            return Verdict.GRANTED;
        }
        if (carriers >= bounds.perPool) {
            return new Verdict(Cause.NUMBER, pool.spec().name() + " has " + carriers + " carriers");
        }
        int all = pools.stream().mapToInt(one -> one.carriers().all().length).sum();
        if (all >= bounds.perEngine) {
            return new Verdict(Cause.NUMBER, "the engine has " + all + " carriers");
        }
        boolean goesOnWithout = carriers > pool.spec().slots();   // one for each slot, and one for a call that holds its carrier
        String shortage = goesOnWithout ? memory.shortage() : null;
        return shortage == null ? Verdict.GRANTED : new Verdict(Cause.MEMORY, shortage);
    }
}
