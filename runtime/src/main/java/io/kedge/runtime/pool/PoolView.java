package io.kedge.runtime.pool;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.StateDump.PoolDump;
import io.kedge.runtime.inspect.StateDump.ShareDump;
import io.kedge.runtime.inspect.WorkerInfo;
import io.kedge.runtime.inspect.WorkerStack;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.ItemList;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

/** What observers see of a pool. Each look takes the pool's lock for a moment. */
public final class PoolView {
    private final WorkerPool pool;   // C
    @Nullable PoolLoad load;         // L   null as long as nobody asks for it

    PoolView(WorkerPool pool) {
        this.pool = pool;
    }

    /** {@return how much it has to do, which it tells from now on} */
    public PoolLoad load() {
        PoolLoad first = new PoolLoad(pool.spec().slots());
        pool.lock();
        try {
            load = requireNonNullElse(load, first);
            return load;
        } finally {
            pool.unlockAndWake();
        }
    }

    /** The lock is about to be released. */
    void publishLocked() {
        PoolLoad its = load;
        if (its != null) {
            Concurrency now = pool.concurrency;
            int slotsInUse = now.slots.limit() - now.slots.free();
            its.publishLocked(pool.worklist.size(), slotsInUse, now.idleWorkers(), now.workers());
        }
    }

    PoolStats stats() {
        pool.lock();
        try {
            return pool.counters.toStats(pool.spec(), pool.concurrency, pool.worklist.size() + pool.concurrency.bh.size());
        } finally {
            pool.unlockAndWake();
        }
    }

    /** {@return its workers, and the rescuers that run its items, in no order} */
    public List<WorkerInfo> workers() {
        List<WorkerInfo> workers = new ArrayList<>();
        pool.lock();
        try {
            Roster roster = pool.concurrency.roster;
            for (Worker worker = roster.after(null); worker != null; worker = roster.after(worker)) {
                workers.add(worker.infoLocked(pool.time.nowNanos()));
            }
            for (Worker rescuer = pool.busy.rescuerAfter(null); rescuer != null; rescuer = pool.busy.rescuerAfter(rescuer)) {
                workers.add(rescuer.infoLocked(pool.time.nowNanos()));
            }
        } finally {
            pool.unlockAndWake();
        }
        return workers;
    }

    /** {@return nanoseconds since the pool has made progress, if items wait; negative if none does} */
    public long hungNanos() {
        pool.lock();
        try {
            return hungNanosLocked();
        } finally {
            pool.unlockAndWake();
        }
    }

    private long hungNanosLocked() {
        return pool.worklist.isEmpty() && pool.concurrency.bh.isEmpty() ? -1 : Math.max(0, pool.time.nowNanos() - pool.counters.progressNanos);
    }

    /** {@return what its workers do, null if none is busy} */
    public @Nullable PoolDump dump() {
        BusyPage busy = new BusyPage();
        @Nullable Worker[] idle = new @Nullable Worker[DumpPage.MOST_LINES];
        long hungNanos;
        int workers;
        boolean making;
        pool.lock();
        try {
            busy.fillLocked(pool.busy, null, pool.time.nowNanos());
            int used = 0;
            Worker worker = pool.concurrency.idle.first();
            while (worker != null && used < idle.length) {
                idle[used++] = worker;
                worker = worker.next;
            }
            hungNanos = hungNanosLocked();
            workers = pool.concurrency.workers();
            making = pool.manager().isMakingLocked();
        } finally {
            pool.unlockAndWake();
        }
        PoolSpec spec = pool.spec();
        return busy.running() == 0 ? null
                : new PoolDump(spec.id(), spec.name(), cpus(), spec.nice(), Math.max(0, hungNanos), workers, making, busy.workers(),
                        names(idle));
    }

    /**
     * {@return the items of a share, null if there is none}
     *
     * @param inactive items that wait for one of its slots
     * @param active   how many items have one; asked under the lock
     */
    public @Nullable ShareDump dump(Share share, ItemList inactive, ActiveCount active) {
        BusyPage busy = new BusyPage();
        DumpPage pending = new DumpPage();
        DumpPage waiting = new DumpPage();
        int nowActive;
        int nowInactive;
        boolean calls;
        pool.lock();
        try {
            nowActive = active.getLocked();
            nowInactive = inactive.size();
            Mayday mayday = share.mayday();
            calls = mayday != null && mayday.rescuer.hasListed(mayday);
            busy.fillLocked(pool.busy, share, pool.time.nowNanos());
            pending.fillLocked(share.bh() ? pool.concurrency.bh.items(share.highPriority()) : pool.worklist, share);
            waiting.fillLocked(inactive, share);
        } finally {
            pool.unlockAndWake();
        }
        PoolSpec spec = pool.spec();
        return nowActive + nowInactive == 0 ? null
                : new ShareDump(spec.id(), spec.name(), cpus(), spec.nice(), nowActive, nowActive + nowInactive, calls, busy.assigned(),
                        busy.read(), pending.read(nowActive - busy.running() - busy.assigned()), waiting.read(nowInactive));
    }

    /** How many items of a share are active. */
    @FunctionalInterface
    public interface ActiveCount {
        int getLocked();
    }

    /** {@return where those workers are that are on a carrier, at most 64} Stops each of them for a moment. */
    public List<WorkerStack> stacks() {
        @Nullable Worker[] mounted = new @Nullable Worker[DumpPage.MOST_LINES];
        @Nullable FunctionProfile[] functions = new @Nullable FunctionProfile[DumpPage.MOST_LINES];
        Worker latest;
        int used = 0;
        pool.lock();
        try {
            Roster roster = pool.concurrency.roster;
            for (Worker worker = roster.after(null); worker != null && used < mounted.length; worker = roster.after(worker)) {
                if (worker.state() == WorkerState.MOUNTED) {
                    functions[used] = worker.profile();
                    mounted[used++] = worker;
                }
            }
            latest = pool.concurrency.latest;
        } finally {
            pool.unlockAndWake();
        }
        List<WorkerStack> stacks = new ArrayList<>();
        for (int i = 0; i < used; i++) {
            Worker worker = requireNonNull(mounted[i]);
            FunctionProfile function = functions[i];
            stacks.add(new WorkerStack(worker.name(), function == null ? "" : function.toString(), worker == latest,
                    List.of(worker.strand.stackTrace())));
        }
        return stacks;
    }

    /** {@return how its carriers are, as text} */
    public String carriers() {
        PoolStats stats = stats();
        return stats.carriers() + " carriers, " + stats.workers() + " workers, " + stats.idle() + " of them idle, "
                + stats.waiting() + " items on the worklist";
    }

    /** {@return the pool's CPUs, as lists of CPUs are written: 0-3,5} */
    public String cpus() {
        List<String> ranges = new ArrayList<>();
        var cpus = pool.spec().cpus();
        for (int first = cpus.nextSetBit(0); first >= 0; first = cpus.nextSetBit(cpus.nextClearBit(first))) {
            int last = cpus.nextClearBit(first) - 1;
            ranges.add(first == last ? String.valueOf(first) : first + "-" + last);
        }
        return String.join(",", ranges);
    }

    private static List<String> names(@Nullable Worker[] workers) {
        List<String> names = new ArrayList<>();
        for (Worker worker : workers) {
            if (worker != null) {
                names.add(worker.name());
            }
        }
        return List.copyOf(names);
    }
}
