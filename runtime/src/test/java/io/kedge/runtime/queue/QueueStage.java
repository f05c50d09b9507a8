package io.kedge.runtime.queue;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.PoolStage;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.rcu.Rcu;
import io.kedge.runtime.timer.Timer;

/** Workqueues on the CPUs 0 and 1, each a pod, whose pools nobody serves: what is queued stays where it was put. */
public class QueueStage {
    private static final BitSet BOTH = BitSet.valueOf(new long[] {3});
    private static final List<BitSet> EACH = List.of(BitSet.valueOf(new long[] {1}), BitSet.valueOf(new long[] {2}));

    private final QueueHome home;
    final UnboundCpus unbound;
    final ShareReleases releases = new ShareReleases(() -> { });
    final Rebalance balance = new Rebalance();
    public final Timer timer = new Timer(() -> now(), () -> { });
    public long nowNanos;
    public int callersCpu;
    Runnable onPool = () -> { };         // what happens when a pool is made
    Runnable onCallersCpu = () -> { };   // what happens while a caller looks where it is

    public QueueStage() {
        this(new Topology(BOTH, List.of(BOTH), EACH));
    }

    /** On other CPUs. */
    QueueStage(Topology topology) {
        var engine = new PoolSpec.Engine(() -> now(), (name, owner) -> {
            throw new AssertionError("nobody runs anything");
        }, (station, body, refused) -> {
            throw new AssertionError("nobody asks for a thread");
        }, new PoolStage.NoCrew());
        PoolTable pools = new PoolTable(topology, spec -> {
            onPool.run();
            return new WorkerPool(spec, engine);
        });
        unbound = new UnboundCpus(topology);
        home = new QueueHome(pools, unbound, new Published(unbound, topology), releases, balance, timer, new Rcu(), () -> now(),
                () -> {
                    onCallersCpu.run();
                    return callersCpu;
                }, closed -> { }, name -> {
            throw new AssertionError("nobody is rescued");
        });
    }

    private long now() {
        return nowNanos;
    }

    public final EngineWorkqueue workqueue(Flag flag, int maxActive) {
        EnumSet<Flag> flags = EnumSet.of(flag);
        if (flag == Flag.ORDERED || flag == Flag.LOAD_AWARE) {
            flags.add(Flag.UNBOUND);
        }
        return new EngineWorkqueue(WorkqueueSpec.of("staged", flags, maxActive, false), home, false);
    }
}
