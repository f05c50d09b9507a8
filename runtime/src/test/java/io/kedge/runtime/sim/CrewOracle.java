package io.kedge.runtime.sim;

import java.util.List;

import io.kedge.runtime.pool.CarrierSteps;
import io.kedge.runtime.pool.PoolBooks;
import io.kedge.runtime.pool.WorkerBooks;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.work.Places;
import org.jspecify.annotations.Nullable;

/** Knows the laws of workers and carriers: who is taken, who is made, who is ended. */
final class CrewOracle {
    private final Simulation simulation;
    private final Coverage coverage;
    private final WatchedPools pools;

    CrewOracle(Simulation simulation, WatchedPools pools) {
        this.simulation = simulation;
        this.coverage = simulation.coverage;
        this.pools = pools;
    }

    /** The worker was the last to become idle, and another one is idle still (R42, R56). */
    void tookAnIdleWorker(Routine worker, WorkerPool pool) {
        int left = 0;
        for (int i = 0; i < simulation.workers.size(); i++) {
            Routine other = simulation.workers.get(i);
            if (WorkerBooks.isIdleIn(pool, other.owner())) {
                left++;
                check(simulation.plan.faults() > 0 || other.idledAs < worker.idledAs, "a worker was taken that had been idle for longer than another (R42)");
            }
        }
        check(left > 0 || books(pool).isMakingWorkers(), "no idle worker stays behind (R56) in " + pool.spec().name());
    }

    /** The worker had been idle for longest, and for long enough, and there were too many (R59, R60). */
    void dismissed(Routine worker) {
        WorkerPool pool = WorkerBooks.poolOf(worker.owner());
        int alive = 0;
        int idle = 1;
        for (int i = 0; i < simulation.workers.size(); i++) {
            Routine other = simulation.workers.get(i);
            alive += WorkerBooks.isAliveIn(pool, other.owner()) ? 1 : 0;
            if (WorkerBooks.isIdleIn(pool, other.owner())) {
                idle++;
                check(other.idledAs > worker.idledAs || simulation.plan.faults() > 0,
                        "a worker was ended that had been idle for shorter than another (R59)");
            }
        }
        check(idle > 2 && (idle - 2) * 4 >= alive - idle, "a worker was ended of " + idle + " idle ones among " + alive + " (R60)");
        WatchedPool watched = pools.of(pool);
        long squeezed = pool.stats().squeezedWorkers();
        boolean atOnce = squeezed > watched.squeezedBefore;
        watched.squeezedBefore = squeezed;
        coverage.saw(atOnce ? Seen.WORKER_SQUEEZED : Seen.WORKER_CULLED);
        check(!atOnce || simulation.plan.shortages(), "a worker was ended at once and memory was not short");
        long idleNanos = simulation.nowNanos - worker.idledAtNanos;
        check(atOnce || idleNanos >= simulation.plan.idleNanos(), "a worker was ended after " + idleNanos + " ns of being idle (R59)");
    }

    /** The engine is at rest, and has been for longer than the idle timeout (R59). */
    void checkPoolsHaveShrunk() {
        for (WatchedPool pool : pools.all()) {
            check(pool.books.workersForAll() <= 2 || pool.books.isEnding(),
                    pool.books.workersForAll() + " workers stay in an idle pool (R59): " + pool.books);
        }
    }

    /** A managed worker computes alone, as far as the engine can know (R29, R32). */
    void mounted(Routine worker, WorkerPool pool) {
        String broken = books(pool).violationByMounting(worker.owner());
        if (broken != null) {
            simulation.fail(new Violation(broken));
        }
    }

    /** Who was seen running by the tick counts from now on: no native call takes longer in the books than to the next look. */
    void afterLook(List<CarrierSteps> seenRunning) {
        for (int i = 0; i < seenRunning.size(); i++) {
            coverage.saw(Seen.SEEN_RUNNING);
            check(!seenRunning.get(i).isTakenForAsleep(), "a worker was seen running and is taken for asleep (R32)");
        }
        seenRunning.clear();
    }

    /** No more carriers come than the bounds allow, and while memory is short one more than there are slots. */
    @Nullable String tooManyCarriers(WatchedPool watched) {
        WorkerPool pool = watched.pool;
        int carriers = pool.carriers().all().length;
        boolean came = carriers > watched.carriersBefore;
        watched.carriersBefore = carriers;
        if (!came || carriers == 1) {
            return null;
        }
        int more = 0;   // than the first one of each pool, which is always granted
        for (WatchedPool some : pools.all()) {
            more += Math.max(0, some.pool.carriers().all().length - 1);
        }
        boolean tooMany = carriers > simulation.bounds().perPool() || more >= simulation.bounds().perEngine();
        boolean tooMuch = simulation.memoryShort && carriers > pool.spec().slots() + 1;
        return !tooMany && !tooMuch ? null
                : "carrier number " + carriers + " came to " + pool.spec().name() + ", number " + more + " beyond the first ones"
                        + (tooMuch ? " and memory was short" : "");
    }

    /** A CPU came back: who is in the middle of a round now must not count before the next one (R144). */
    void cameOnline(int cpu) {
        for (int i = 0; i < simulation.workers.size(); i++) {
            Routine worker = simulation.workers.get(i);
            if (WorkerBooks.poolOf(worker.owner()).spec().cpu() == cpu && WorkerBooks.isInRound(worker.owner())) {
                worker.oldRound = true;
                coverage.saw(Seen.REBOUND);
            }
        }
    }

    /** An item is entered. */
    void started(SimItem item, Routine worker, WorkerPool pool) {
        check(!worker.oldRound || item.lastPlace == Places.ASSIGNED,
                worker.name() + " takes another item in the round in which its CPU came back (R144)");
        if (pool.spec().cpu() >= 0 && !simulation.engine().hotplug().online().get(pool.spec().cpu())) {
            coverage.saw(Seen.STARTED_OFFLINE);
        }
    }

    /** A pool is managed while its CPU is online, and who began a round before that counts from the next one on. */
    @Nullable String association(WatchedPool watched) {
        WorkerPool pool = watched.pool;
        int cpu = pool.spec().cpu();
        if (!PoolBooks.isChanging(simulation.engine().hotplug()) && watched.books.isManaged() != (cpu >= 0 && simulation.engine().hotplug().online().get(cpu))) {
            return pool.spec().name() + " is managed and its CPU is offline, or the other way round (R144)";
        }
        for (int i = 0; i < simulation.workers.size(); i++) {
            Routine worker = simulation.workers.get(i);
            worker.oldRound &= WorkerBooks.isInRound(worker.owner());
            if (worker.oldRound && WorkerBooks.isCounted(worker.owner())) {
                return worker.name() + " counts in the round in which its CPU came back (R144)";
            }
        }
        return null;
    }

    private PoolBooks books(WorkerPool pool) {
        return pools.of(pool).books;
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
