package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;

/**
 * The CPUs that unbound workqueues may use, and who uses them. Every change of attributes goes through here, one at a time
 * (kernel: wq_pool_mutex), and is made for all workqueues or for none.
 *
 * <p>Lock order: this mutex, a workqueue's mutex, its flush's mutex, a pool's lock, a slot counter's lock.
 */
public final class UnboundCpus {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    private final Topology topology;                               // C
    private final ReentrantLock mutex = new ReentrantLock();       // outside every other lock
    private final Set<ShareTable> users = new LinkedHashSet<>();   // mutex   in order of creation
    private volatile PodPlan plan;                                 // written under mutex

    /** All CPUs but the isolated ones; these too if there are no others (spec section 6.8). */
    public UnboundCpus(Topology topology) {
        this.topology = topology;
        BitSet left = topology.cpus();
        left.andNot(topology.isolated());
        BitSet first = left.isEmpty() ? topology.cpus() : left;
        this.plan = new PodPlan(topology, first, topology.cpus(), AffinityScope.CACHE_SHARD);
    }

    PodPlan plan() {
        return plan;
    }

    /** {@return the CPUs that unbound workqueues may use} */
    public BitSet cpus() {
        return (BitSet) plan.unbound().clone();
    }

    public AffinityScope defaultScope() {
        return plan.defaultScope();
    }

    /**
     * Changes the set of CPUs for every unbound workqueue.
     *
     * @throws IllegalArgumentException if the engine has none of these CPUs; nothing is changed (R143)
     * @throws OutOfMemoryError if a pool cannot be made; nothing is changed
     */
    public void change(BitSet asked) {
        BitSet wanted = (BitSet) asked.clone();
        wanted.and(topology.cpus());
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("the CPUs " + asked + " for unbound workqueues are none of the engine's, "
                    + topology.cpus() + ": name at least one of these");
        }
        mutex.lock();
        try {
            replan(new PodPlan(topology, wanted, plan.online(), plan.defaultScope()), List.copyOf(users));
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Changes what the scope "default" stands for.
     *
     * @throws IllegalArgumentException if it is "default" itself
     * @throws OutOfMemoryError if a pool cannot be made; nothing is changed
     */
    public void changeDefaultScope(AffinityScope scope) {
        if (scope == AffinityScope.DEFAULT) {
            throw new IllegalArgumentException("the default affinity scope cannot be \"default\": name the one it shall stand for");
        }
        mutex.lock();
        try {
            List<ShareTable> some = users.stream()
                    .filter(user -> !user.isOrdered() && user.attrs().affinityScope() == AffinityScope.DEFAULT).toList();
            replan(new PodPlan(topology, plan.unbound(), plan.online(), scope), some);
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Other CPUs are online now. A pod that has none is served by all CPUs of its workqueue; ordered workqueues stay as they
     * are (spec section 9.2). If a pool cannot be made everything stays as it was, which is said: carriers run where they can.
     */
    public void online(BitSet cpus) {
        mutex.lock();
        try {
            List<ShareTable> some = users.stream().filter(user -> !user.isOrdered()).toList();
            replan(new PodPlan(topology, plan.unbound(), (BitSet) cpus.clone(), plan.defaultScope()), some);
        } catch (OutOfMemoryError noPool) {
            LOG.log(System.Logger.Level.WARNING, "no memory for the pools of unbound workqueues on the CPUs that are online, "
                    + cpus + ": they keep those they have, until the next change");
        } finally {
            mutex.unlock();
        }
    }

    /** Has the shares of a new workqueue made, and kept up with changes from now on. */
    void join(ShareTable user, WorkqueueAttrs attrs) {
        mutex.lock();
        try {
            user.prepare(attrs, plan).install();
            users.add(user);
        } finally {
            mutex.unlock();
        }
    }

    /** The workqueue is closed: its pools are for others. */
    void leave(ShareTable user) {
        mutex.lock();
        try {
            if (users.remove(user)) {
                user.letGo();
            }
        } finally {
            mutex.unlock();
        }
    }

    /** Does something while nobody changes attributes. */
    void alone(Runnable what) {
        mutex.lock();
        try {
            what.run();
        } finally {
            mutex.unlock();
        }
    }

    /** Changes one workqueue; if that fails it stays as it is (R140). */
    void apply(ShareTable user, WorkqueueAttrs attrs) {
        mutex.lock();
        try {
            if (users.contains(user)) {   // else it has been closed meanwhile
                user.prepare(attrs, plan).install();
            }
        } finally {
            mutex.unlock();
        }
    }

    private void replan(PodPlan next, List<ShareTable> some) {
        List<ShareChange> changes = new ArrayList<>();
        try {
            for (ShareTable user : some) {
                changes.add(user.prepare(user.attrs(), next));
            }
        } catch (RuntimeException | Error failed) {
            changes.forEach(ShareChange::abandon);
            throw failed;
        }
        plan = next;
        changes.forEach(ShareChange::install);
    }
}
