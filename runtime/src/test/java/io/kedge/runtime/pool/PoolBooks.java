package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** The books of one pool: laws that hold whenever no thread is inside the engine (I1, I5 to I8). One thread. */
public final class PoolBooks {
    private final WorkerPool pool;

    public PoolBooks(WorkerPool pool) {
        this.pool = pool;
    }

    /** {@return the broken law, null if all hold} */
    public @Nullable String violation() {
        String broken = lists();
        if (broken == null) {
            broken = busyTable();
        }
        if (broken == null) {
            broken = counts();
        }
        return broken == null ? null : broken + " in " + pool.spec().name();
    }

    private @Nullable String lists() {
        Concurrency now = pool.concurrency;
        for (WorkItem first : heads()) {
            for (WorkItem item = first; item != null; item = Places.next(item)) {
                if (Places.of(item) != Places.ACTIVE || item.host() != pool) {
                    return "an item is on a worklist that it does not name (I1): " + item;
                }
            }
        }
        int idle = 0;
        for (Worker worker = now.idle.first(); worker != null; worker = worker.next) {
            idle++;
            if (worker.state() != WorkerState.IDLE || worker.current() != null) {
                return "a worker that is not idle is on the idle list: " + worker.state() + " (I5)";
            }
        }
        if (idle != now.idle.size()) {
            return "the idle list counts " + now.idle.size() + " workers and has " + idle + " (I5)";
        }
        return allResumed(now.resumed) && allResumed(now.aside) ? null : "a worker can go on that was not resumed (I5)";
    }

    /** The first items of its lists of what may run. */
    private @Nullable WorkItem[] heads() {
        BottomHalves bh = pool.concurrency.bh;
        return new @Nullable WorkItem[] {pool.worklist.first(), bh.items(true).first(), bh.items(false).first()};
    }

    /** {@return whether a BH item of high class waits} */
    public boolean highBhWaits() {
        return !pool.concurrency.bh.items(true).isEmpty();
    }

    /** {@return whether the BH items have used up their budget, and let one of the others through} */
    public boolean bhLetsOneThrough() {
        BottomHalves bh = pool.concurrency.bh;
        return bh.waits() && !bh.goFirst();
    }

    /** {@return whether the worker that runs the caller serves the BH items} */
    public static boolean callerIsBh() {
        Worker own = Caller.worker();
        return own != null && own.bh;
    }

    private static boolean allResumed(WorkerList list) {
        int found = 0;
        for (Worker worker = list.first(); worker != null; worker = worker.next) {
            if (worker.state() != WorkerState.RESUMED) {
                return false;
            }
            found++;
        }
        return found == list.size();
    }

    private @Nullable String busyTable() {
        for (Worker bucket : pool.busy.buckets) {
            for (Worker worker = bucket; worker != null; worker = worker.nextBusy) {
                WorkItem item = worker.current();
                if (item == null || worker.pool != pool) {
                    return "a worker without an item is in the busy table (I5)";
                }
                WorkItem again = worker.again();
                if (again != null && (again != item || Places.of(again) != Places.ASSIGNED)) {
                    return "a worker is to run again what it does not run (I1): " + again;
                }
                if (runsBehind(worker, item)) {
                    return "two workers run one item (I8): " + item;
                }
            }
        }
        return null;
    }

    private static boolean runsBehind(Worker worker, WorkItem item) {
        for (Worker other = worker.nextBusy; other != null; other = other.nextBusy) {
            if (worker.runs(item) && other.runs(item)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String counts() {
        Concurrency now = pool.concurrency;
        int free = now.slots.free();
        int held = 0;
        boolean somebodyComes = now.slots.wishOpen();
        for (Carrier carrier : pool.carriers().all()) {
            held += carrier.hasSlot ? 1 : 0;
            Worker worker = carrier.mounted;
            somebodyComes |= worker == null ? !carrier.idle || carrier.starved : worker.current() == null || hasEndedItsMount(carrier, worker);
            if (carrier.hasSlot && carrier.idle) {
                return "an idle carrier holds a slot";
            }
        }
        if (held + free != now.slots.limit()) {
            return held + " slots are held, " + free + " are free, there are " + now.slots.limit();
        }
        if (now.managed() && now.slots.limit() != 1) {
            return "a managed pool has " + now.slots.limit() + " slots (D2)";
        }
        if (now.running() < 0 || !now.managed() && now.running() != 0) {
            return "nr_running is " + now.running() + " (I6)";
        }
        boolean calls = free > 0 && now.needsHolder() || !now.aside.isEmpty();
        return calls && !somebodyComes ? "work waits, nobody runs, and nobody comes (I7)" : null;
    }

    /** {@return whether the carrier has something to settle: its worker is back already, or has left} */
    private static boolean hasEndedItsMount(Carrier carrier, Worker worker) {
        return worker.mountNo != carrier.mountNo || worker.state() != WorkerState.MOUNTED;
    }

    /** {@return items of the share that hold one of its slots: on the worklist, assigned or running (I2)} */
    public static int activeOf(WorkerPool pool, Share share) {
        int active = 0;
        for (WorkItem first : new PoolBooks(pool).heads()) {
            for (WorkItem item = first; item != null; item = Places.next(item)) {
                active += item.placement() == share ? 1 : 0;
            }
        }
        for (Worker bucket : pool.busy.buckets) {
            for (Worker worker = bucket; worker != null; worker = worker.nextBusy) {
                active += worker.share() == share ? 1 : 0;
                WorkItem again = worker.again();
                active += again != null && again.placement() == share ? 1 : 0;
            }
        }
        return active;
    }

    /** {@return whether the item has been posted to its pool, and not taken in} */
    public static boolean hasInBox(WorkItem wanted) {
        if (!(wanted.host() instanceof WorkerPool pool)) {
            return false;
        }
        for (int i = 0; i < PostBox.SIZE; i++) {
            if (pool.posts().box.items.get(i) == wanted) {
                return true;
            }
        }
        return false;
    }

    /** {@return on how many lists of the pool the item is} */
    public int listsWith(WorkItem wanted) {
        int lists = 0;
        for (WorkItem first : heads()) {
            for (WorkItem item = first; item != null; item = Places.next(item)) {
                lists += item == wanted ? 1 : 0;
            }
        }
        for (Worker bucket : pool.busy.buckets) {
            for (Worker worker = bucket; worker != null; worker = worker.nextBusy) {
                lists += worker.again() == wanted ? 1 : 0;
            }
        }
        return lists;
    }

    /** {@return how many items are ahead of this one on the worklist; -1 if it is not there} */
    public int positionOf(WorkItem wanted) {
        int position = 0;
        for (WorkItem item = pool.worklist.first(); item != null; item = Places.next(item)) {
            if (item == wanted) {
                return position;
            }
            position++;
        }
        return -1;
    }

    /** {@return whether a managed worker other than the caller's can run in the pool} */
    public boolean anotherIsRunning() {
        Worker own = Caller.worker();
        if (pool.concurrency.bhRunning() && (own == null || !own.bh)) {
            return true;
        }
        return pool.concurrency.running() - (own != null && own.counted && !own.bh ? 1 : 0) > 0;
    }

    /**
     * {@return the law that is broken when this worker is mounted now, null if it may be (D2: one computes at a time)} It may be
     * beside another one to start a lent item.
     */
    public @Nullable String violationByMounting(Strand.Owner taken) {
        boolean forLent = pool.loans != null && pool.loans.firstMayStart() && ((Worker) taken).current() == null;
        if (forLent || !pool.concurrency.managed() || !((Worker) taken).shouldCount()) {
            return null;
        }
        for (Carrier carrier : pool.carriers().all()) {
            Worker other = carrier.mounted;
            if (other != null && other != taken && other.carrier == carrier && other.shouldCount()) {
                return "a managed worker is mounted beside one that is runnable and mounted (R29) in " + pool.spec().name();
            }
        }
        return null;
    }

    /** {@return whether a worker that can go on waits, with a free slot, for a mounted one that has none} */
    public boolean resumedWaitsForMounted() {
        Concurrency now = pool.concurrency;
        return now.slots.hasFree() && !now.resumed.isEmpty() && !now.mayResume();
    }

    /** {@return whether every worker waits for work, none is there, and carriers have settled what they did} */
    public boolean isIdle() {
        for (Carrier carrier : pool.carriers().all()) {
            if (carrier.mounted != null) {
                return false;
            }
        }
        return !hasWaiting() && pool.concurrency.workers() == pool.concurrency.idleWorkers();
    }

    /** {@return whether nothing waits but BH items behind one that is not done} */
    public boolean waitsBehindABhItem() {
        Concurrency now = pool.concurrency;
        return !now.othersWaitForBh() && now.bh.workers() == 1 && !now.bh.hasIdleWorker();
    }

    /** {@return whether items wait that may run} */
    public boolean hasWaiting() {
        return !pool.worklist.isEmpty() || !pool.concurrency.bh.isEmpty() || !pool.posts().areNone();
    }

    /** {@return whether somebody makes a worker, or will try again} */
    public boolean isMakingWorkers() {
        return pool.manager().isMakingLocked();
    }

    /** {@return whether a CPU is going or coming at the moment: pools follow one after the other} */
    public static boolean isChanging(Hotplug hotplug) {
        return hotplug.mutex.isLocked();
    }

    /** {@return whether the pool is under concurrency management now} */
    public boolean isManaged() {
        return pool.concurrency.managed();
    }

    /** {@return whether its carriers and workers end, since no item will come any more} */
    public boolean isEnding() {
        return pool.concurrency.ending();
    }

    public int workers() {
        return pool.concurrency.workers();
    }

    /** {@return its workers but the one that serves the BH items, which stays} */
    public int workersForAll() {
        return workers() - pool.concurrency.bh.workers();
    }

    public boolean hasEnded() {
        return workers() == 0 && pool.carriers().all().length == 0;
    }

    /** Has the pool's carriers and workers end; no item will come any more. */
    public void beginEnd() {
        pool.carriers().beginEnd();
    }

    @Override
    public String toString() {
        return pool.stats().toString();
    }
}
