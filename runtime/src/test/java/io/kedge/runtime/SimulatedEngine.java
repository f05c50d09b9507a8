package io.kedge.runtime;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

import io.kedge.runtime.api.ReadSections;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.api.WorkqueueGroupBuilder;
import io.kedge.runtime.carrier.CarrierFactory;
import io.kedge.runtime.carrier.StrandFactory;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.linux.Probe;
import io.kedge.runtime.pool.Hotplug;
import io.kedge.runtime.pool.MaydayPace;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.Rescuer;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.EngineWorkqueue;
import io.kedge.runtime.queue.Groups;
import io.kedge.runtime.queue.PoolTable;
import io.kedge.runtime.queue.Published;
import io.kedge.runtime.queue.QueueHome;
import io.kedge.runtime.queue.Rebalance;
import io.kedge.runtime.queue.SpecBuilder;
import io.kedge.runtime.queue.UnboundCpus;
import io.kedge.runtime.queue.WorkqueueSpec;
import io.kedge.runtime.rcu.Rcu;
import io.kedge.runtime.timer.Timer;
import io.kedge.runtime.watch.CarrierBrake;
import io.kedge.runtime.watch.CpuWatch;
import io.kedge.runtime.watch.Dump;
import io.kedge.runtime.watch.HogPace;
import io.kedge.runtime.watch.HogReports;
import io.kedge.runtime.watch.IdleCull;
import io.kedge.runtime.watch.MemoryGauge;
import io.kedge.runtime.watch.Starvation;
import io.kedge.runtime.watch.Tick;
import io.kedge.runtime.watch.Watchdog;
import io.kedge.runtime.watch.WatchdogPace;
import io.kedge.runtime.work.NanoClock;

/** The parts of an engine put together without a thread: whoever makes it gives the timer and the tick their turns. */
public final class SimulatedEngine {
    private final Housekeeping housekeeping;
    private final PoolTable pools;
    private final Hotplug hotplug;
    private final Timer timer;
    private final Tick tick;
    private final List<WorkerPool> live;
    private final UnboundCpus unbound;
    private final Watchdog watchdog;
    private final QueueHome home;
    private final Groups groups;
    private final List<WorkerPool> everMade = new CopyOnWriteArrayList<>();
    private final List<EngineWorkqueue> workqueues = new CopyOnWriteArrayList<>();   // one is closed while another caller looks through them
    private boolean frozen;

    /** What the engine stands on. */
    public interface World {
        NanoClock clock();

        StrandFactory strands();

        CarrierFactory carriers();

        IntSupplier callersCpu();

        Timer.Alarm timerBell();

        Tick.Turns tickTurns();

        /** Probes by the id with which a carrier was started. */
        IntFunction<Probe> probes();

        /** A pool is about to be made. Throws if there is no memory for it. */
        default void poolWanted() { }

        default MemoryGauge memory() {
            return () -> null;
        }

        /** The CPUs that are there now. */
        default BitSet usableCpus(Topology topology) {
            return topology.cpus();
        }

        default WatchdogPace watchdog() {
            return WatchdogPace.STANDARD.withThreshold(Duration.ZERO);
        }

        /** Whether a worker that flushes an item lends it its class. */
        default boolean priorityInheritance() {
            return false;
        }

        default CarrierBrake.Bounds bounds() {
            return CarrierBrake.Bounds.STANDARD;
        }
    }

    public SimulatedEngine(Topology topology, long idleNanos, HogPace pace, World world) {
        housekeeping = new Housekeeping(idleNanos, world.clock());
        PoolSpec.Engine engine = new PoolSpec.Engine(world.clock(), world.strands(), world.carriers(), housekeeping,
                world.priorityInheritance());
        pools = new PoolTable(topology, spec -> {
            world.poolWanted();
            WorkerPool pool = new WorkerPool(spec, engine);
            everMade.add(pool);
            return pool;
        });
        hotplug = new Hotplug(pools.all());
        timer = new Timer(world.clock(), world.timerBell());
        Rebalance balance = new Rebalance();
        tick = new Tick(pools.all(), pace, new HogReports(0, pace), world.probes(), balance::look);
        CpuWatch cpuWatch = new CpuWatch(hotplug, () -> world.usableCpus(topology), world.clock());
        watchdog = new Watchdog(pools.all(), this::dump, world.watchdog(), world.clock());
        live = pools.all();
        unbound = new UnboundCpus(topology);
        hotplug.tell(unbound::online);
        home = new QueueHome(pools, unbound, new Published(unbound, topology), housekeeping.releases(), balance, timer, new Rcu(), world.clock(),
                world.callersCpu(),
                workqueues::remove,
                name -> Rescuer.start(name, topology.cpus(), world.carriers(), housekeeping::refused));
        groups = new Groups(home);
        housekeeping.hands(new Housekeeping.Hands(pools.all(), world.timerBell(), tick, world.tickTurns(),
                new IdleCull(pools.all(), idleNanos, world.clock()),
                new CarrierBrake(pools.all(), world.bounds(), world.memory()), cpuWatch,
                new Starvation(pools.all(), MaydayPace.STANDARD), watchdog));
    }

    /** One turn of the thread work-timer. @return nanoseconds until the next; {@link Long#MAX_VALUE}: when the bell rings */
    public long timerTurn() {
        return Math.min(housekeeping.run(), timer.turn());
    }

    /** One turn of the thread work-tick. @return as {@link #timerTurn} */
    public long tickTurn() {
        return tick.turn();
    }

    public UnboundCpus unbound() {
        return unbound;
    }

    public Hotplug hotplug() {
        return hotplug;
    }

    /** The kernel has refused to bind a carrier to its CPU. */
    public void carrierCouldNotBeBound() {
        housekeeping.carrierStrayed();
    }

    /** The machine tells that its memory is short. */
    public void memoryIsShort() {
        housekeeping.memoryIsShort();
    }

    public WorkqueueBuilder workqueue(String name) {
        return new SpecBuilder(name, this::create, false);
    }

    public WorkqueueGroupBuilder group(String name) {
        return groups.builder(name);
    }

    private EngineWorkqueue create(WorkqueueSpec spec) {
        var workqueue = groups.make(spec, () -> new EngineWorkqueue(spec, home, frozen));
        workqueues.add(workqueue);
        return workqueue;
    }

    public ReadSections readSections() {
        return home.rcu();
    }

    public void freeze(boolean freeze) {
        frozen = freeze;
        workqueues.forEach(workqueue -> workqueue.freeze(freeze));
    }

    public boolean isFrozen() {
        return frozen;
    }

    public long callbackFailures() {
        return housekeeping.callbackFailures();
    }

    /** {@return whether the caller holds the lock of some pool, which may have left the others already} */
    public boolean callerHoldsALock() {
        for (WorkerPool pool : everMade) {
            if (pool.lockIsMine()) {
                return true;
            }
        }
        return false;
    }

    /** {@return the pools there are; the list changes as they come and go} */
    public List<WorkerPool> pools() {
        return live;
    }

    public Watchdog watchdog() {
        return watchdog;
    }

    public StateDump dump() {
        return Dump.of(workqueues, pools.all(), groups.stats());
    }

    public EngineSnapshot snapshot() {
        return new EngineSnapshot(
                workqueues.stream().map(EngineWorkqueue::stats).toList(),
                groups.stats(),
                pools.all().stream().map(WorkerPool::stats).toList(),
                pools.all().stream().flatMap(pool -> pool.view().workers().stream()).toList(),
                timer.size(),
                housekeeping.degraded());
    }
}
