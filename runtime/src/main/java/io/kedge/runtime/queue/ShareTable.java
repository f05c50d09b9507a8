package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.flush.WorkqueueFlush;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * The shares of one workqueue, and which one an item goes to: a share for each CPU; for each pod if unbound; only one if
 * ordered. Those of an unbound one are replaced when its attributes change; a share that has been replaced stays until its
 * last item has ended.
 */
final class ShareTable {
    private final EngineWorkqueue workqueue;                  // C
    private final QueueHome home;                             // C
    private final boolean unbound;                            // C
    private final boolean ordered;                            // C
    private final boolean loadAware;                          // C
    private final boolean byDeadline;                         // C
    private final List<SlotCounter> nodes;                    // C   by the node's number, then one for shares that span several;
                                                              //     empty if the limit is not divided among nodes
    private final ReentrantLock mutex = new ReentrantLock();  // held while limits are told; outside any pool's lock
    private int maxActive;                                    // mutex   as told last
    private int minActive;                                    // mutex
    private volatile ShareMap map;                            // written under the mutexes of UnboundCpus and of the flush
    private boolean closed;                                   // mutex of UnboundCpus
    private int outsider;                                     // A   CPU of the latest item from elsewhere; a lost step does no harm

    private ShareTable(EngineWorkqueue workqueue, QueueHome home) {
        WorkqueueSpec spec = workqueue.spec();
        this.workqueue = workqueue;
        this.home = home;
        this.unbound = spec.has(Flag.UNBOUND);
        this.ordered = spec.has(Flag.ORDERED);
        this.loadAware = spec.has(Flag.LOAD_AWARE);
        this.byDeadline = spec.has(Flag.BY_DEADLINE);
        this.nodes = unbound && !ordered ? counters(home.topology().nodes().size() + 1) : List.of();
        List<QueueShare> bound = new ArrayList<>();
        QueueShare[] byCpu = new QueueShare[home.topology().limit()];
        for (WorkerPool pool : unbound ? List.<WorkerPool>of() : home.pools().bound(spec.has(Flag.HIGHPRI) || spec.has(Flag.BH))) {
            QueueShare share = new QueueShare(workqueue, pool, null);
            byCpu[pool.spec().cpu()] = share;
            bound.add(share);
        }
        BitSet all = home.topology().cpus();
        this.map = new ShareMap(List.copyOf(bound), byCpu, null, new ShareCounters(), spec.attrs(), all, all, null);
    }

    static ShareTable of(EngineWorkqueue workqueue, QueueHome home) {
        ShareTable table = new ShareTable(workqueue, home);
        if (table.unbound) {
            home.unbound().join(table, workqueue.spec().attrs());
            home.balance().join(table);
        }
        return table;
    }

    private static List<SlotCounter> counters(int count) {
        List<SlotCounter> counters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            counters.add(new SlotCounter());
        }
        return List.copyOf(counters);
    }

    boolean isOrdered() {
        return ordered;
    }

    /** {@return whether its items start in the order of their deadlines} */
    boolean isByDeadline() {
        return byDeadline && unbound;
    }

    /** {@return whether load decides where its items go} */
    boolean isLoadAware() {
        return loadAware && unbound;
    }

    long nowNanos() {
        return home.clock().nowNanos();
    }

    WorkqueueFlush flush() {
        return workqueue.flush;
    }

    /** {@return the shares, those included that have been replaced and have items still, the oldest first} */
    List<QueueShare> all() {
        return map.all();
    }

    /** {@return what there is now} */
    ShareMap map() {
        return map;
    }

    /** {@return the attributes as they were asked for last} */
    WorkqueueAttrs attrs() {
        return map.attrs();
    }

    /** {@return the counters that shares of the same node use together, by the node's number; the last one: of no single node} */
    List<SlotCounter> nodes() {
        return nodes;
    }

    /** {@return the numbers of the pools it uses, the lowest first} */
    List<Integer> poolIds() {
        return map.all().stream().map(share -> share.pool().spec().id()).sorted().toList();
    }

    /** {@return what has been counted, by shares that are gone too} */
    ShareCounters sum() {
        ShareMap now = map;
        ShareCounters sum = new ShareCounters();
        sum.add(now.gone());
        now.all().forEach(share -> share.addTo(sum));
        return sum;
    }

    /** An owned item is about to be queued: notes when, and by when it shall have ended. */
    void stamp(WorkItem item, long nowNanos) {
        item.queuedAt(nowNanos);
        if (byDeadline) {
            item.orderAmongDue(nowNanos);
        }
    }

    /** {@return the share of the CPU; if negative, of the caller's CPU, or the one that load chooses} */
    QueueShare forItem(WorkItem item, int cpu) {
        QueueShare share = forCpu(cpu);
        LoadPods pods = map.pods();
        return cpu >= 0 || pods == null ? share : pods.choose(share, item);
    }

    /** {@return the share of the CPU; of the caller's CPU if negative (R11, R13)} */
    QueueShare forCpu(int cpu) {
        ShareMap now = map;
        QueueShare share = now.only();
        if (share == null) {
            share = cpu >= 0 ? now.of(cpu) : ofCaller(now);
        }
        return share == null ? nearest(now, cpu) : share;
    }

    /** {@return the share of the caller's CPU; if unbound items shall not be there, of one chosen CPU after the other} */
    private @Nullable QueueShare ofCaller(ShareMap now) {
        int cpu = home.callersCpu().getAsInt();
        if (unbound && (cpu < 0 || !now.chosen().get(cpu))) {
            cpu = now.nextChosen(outsider);
            outsider = cpu;
        } else if (now.of(cpu) == null) {
            cpu = home.topology().nearest(cpu);
        }
        return now.of(cpu);
    }

    private QueueShare nearest(ShareMap now, int cpu) {
        QueueShare share = now.of(home.topology().nearest(cpu));
        if (share == null) {
            throw new IllegalStateException("CPU " + cpu + " has no share near it in " + Arrays.toString(now.byCpu()));
        }
        return share;
    }

    // ---- limits

    /** Tells the shares how many items may be active: on each CPU, or in all if unbound, but at least the minimum on each node. */
    void limit(int newMax, int newMin) {
        mutex.lock();
        try {
            maxActive = newMax;
            minActive = newMin;
            tellLimits();
        } finally {
            mutex.unlock();
        }
    }

    private void tellLimits() {
        ShareMap now = map;
        if (nodes.isEmpty()) {
            now.all().forEach(share -> share.limit(maxActive));
            return;
        }
        BitSet cpus = (BitSet) now.effective().clone();
        cpus.and(home.unbound().plan().online());
        List<BitSet> ofNodes = home.topology().nodes();
        for (int node = 0; node < ofNodes.size(); node++) {
            BitSet its = ofNodes.get(node);
            its.and(cpus);
            nodes.get(node).limit(partOfNode(its.cardinality(), cpus.cardinality()));
        }
        nodes.getLast().limit(maxActive);
        QueueGroup group = workqueue.spec().group();
        if (group != null) {
            group.slots().serve();
        }
    }

    /**
     * {@return the node's part of the limit, by its part of the CPUs, rounded up (R71)} At least one, unless the workqueue is
     * frozen: a node that has lost its CPUs may have a share with items still, and the minimum may be 0.
     */
    private int partOfNode(int nodesCpus, int allCpus) {
        int part = allCpus == 0 ? minActive : Math.ceilDiv(maxActive * nodesCpus, allCpus);
        return Math.clamp(part, Math.min(Math.max(minActive, 1), maxActive), maxActive);
    }

    // ---- changes of attributes: the mutex of UnboundCpus is held

    /**
     * {@return what there shall be, made and not yet in use} A share whose pool stays the same stays.
     *
     * @throws OutOfMemoryError if a pool cannot be made; then nothing has changed
     */
    ShareChange prepare(WorkqueueAttrs attrs, PodPlan plan) {
        List<QueueShare> fresh = new ArrayList<>();
        try {
            QueueShare[] byCpu = new QueueShare[home.topology().limit()];
            List<BitSet> pods = ordered ? List.of(home.topology().cpus()) : home.topology().pods(plan.scopeOf(attrs));
            for (BitSet pod : pods) {
                QueueShare share = shareWith((ordered ? plan.forAll(attrs) : plan.forPod(pod, attrs)).startingByDeadline(byDeadline), fresh);
                pod.stream().forEach(cpu -> byCpu[cpu] = share);
            }
            return new ShareChange(this, home.pools(), next(byCpu, fresh, attrs, plan), fresh);
        } catch (RuntimeException | Error failed) {
            ShareChange.giveBack(home.pools(), fresh);
            throw failed;
        }
    }

    private QueueShare shareWith(PoolAttrs wanted, List<QueueShare> fresh) {
        ShareMap now = map;
        WorkerPool pool = home.pools().take(wanted);
        for (QueueShare share : fresh) {
            if (share.pool() == pool) {
                home.pools().giveBack(pool);
                return share;
            }
        }
        for (QueueShare share : now.all()) {
            if (share.pool() == pool && now.uses(share)) {
                home.pools().giveBack(pool);
                return share;
            }
        }
        QueueShare share = new QueueShare(workqueue, pool, counterOf(pool));
        if (ordered && !now.all().isEmpty()) {
            share.plug();
        }
        fresh.add(share);
        return share;
    }

    private @Nullable SlotCounter counterOf(WorkerPool pool) {
        if (nodes.isEmpty()) {
            return null;
        }
        int node = home.topology().nodeOf(pool.spec().pod());
        return node == Topology.NO_CPU ? nodes.getLast() : nodes.get(node);
    }

    private ShareMap next(QueueShare[] byCpu, List<QueueShare> fresh, WorkqueueAttrs attrs, PodPlan plan) {
        ShareMap now = map;
        List<QueueShare> all = new ArrayList<>(now.all());
        all.addAll(fresh);
        QueueShare first = byCpu[home.topology().nearest(0)];
        boolean one = home.topology().cpus().stream().allMatch(cpu -> byCpu[cpu] == first);
        BitSet chosen = (BitSet) plan.unbound().clone();
        chosen.and(plan.online());
        return new ShareMap(List.copyOf(all), byCpu, one ? first : null, now.gone(), attrs, plan.effective(attrs),
                chosen.isEmpty() ? plan.unbound() : chosen, loadAware && !one ? LoadPods.of(byCpu, home.topology()) : null);
    }

    /** New items go to these shares from now on. */
    void install(ShareMap next, List<QueueShare> fresh) {
        mutex.lock();
        try {
            workqueue.flush.change(fresh, () -> map = next);
            tellLimits();
        } finally {
            mutex.unlock();
        }
        for (QueueShare share : next.all()) {
            if (!next.uses(share) && share.retire()) {
                releaseOrLater(share);
            }
        }
    }

    /** {@return whether a carrier has still to account for what it did for this share: its figures are not the last ones} */
    private static boolean isMetered(QueueShare share) {
        return share.pool().carriers().meter(share);
    }

    private void releaseOrLater(QueueShare share) {
        if (isMetered(share)) {
            releaseLater(share);
        } else {
            releaseNow(share);
        }
    }

    /**
     * The share was replaced and has ended its last item. The timer's thread; no lock is held.
     *
     * @return false if it cannot be released yet
     */
    boolean release(QueueShare share) {
        boolean[] released = {true};
        home.unbound().alone(() -> {
            if (!closed) {
                released[0] = !isMetered(share);
                if (released[0]) {
                    releaseNow(share);
                }
            }
        });
        return released[0];
    }

    private void releaseNow(QueueShare share) {
        ShareMap next = map.without(share);
        workqueue.flush.change(List.of(), () -> map = next);
        if (ordered) {
            next.all().getFirst().unplug();   // nothing older is left (R27)
        }
        home.pools().giveBack(share.pool());
    }

    /** A replaced share has ended its last item: somebody shall release it. No lock is held; allocates nothing. */
    void releaseLater(QueueShare share) {
        home.releases().add(share);
    }

    /** The workqueue is closed, and nothing is left in it. */
    void close() {
        if (unbound) {
            home.balance().leave(this);
            home.unbound().leave(this);
        }
    }

    /** Gives the pools back. */
    void letGo() {
        closed = true;
        ShareChange.giveBack(home.pools(), map.all());
    }
}
