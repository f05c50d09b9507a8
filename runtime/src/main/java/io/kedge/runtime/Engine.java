package io.kedge.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;

import io.kedge.runtime.api.ReadSections;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.api.WorkqueueGroupBuilder;
import io.kedge.runtime.carrier.Spare;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.linux.ThreadProbe;
import io.kedge.runtime.pool.Caller;
import io.kedge.runtime.pool.Hotplug;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.Rescuer;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.ConfigurationDump;
import io.kedge.runtime.queue.CreationList;
import io.kedge.runtime.queue.EngineWorkqueue;
import io.kedge.runtime.queue.Groups;
import io.kedge.runtime.queue.PoolTable;
import io.kedge.runtime.queue.Published;
import io.kedge.runtime.queue.QueueHome;
import io.kedge.runtime.queue.Rebalance;
import io.kedge.runtime.queue.SpecBuilder;
import io.kedge.runtime.queue.UnboundCpus;
import io.kedge.runtime.queue.WorkqueueSpec;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.rcu.Rcu;
import io.kedge.runtime.timer.TimerThread;
import io.kedge.runtime.watch.CarrierBrake;
import io.kedge.runtime.watch.CpuWatch;
import io.kedge.runtime.watch.Dump;
import io.kedge.runtime.watch.HogReports;
import io.kedge.runtime.watch.IdleCull;
import io.kedge.runtime.watch.MachineMemory;
import io.kedge.runtime.watch.Starvation;
import io.kedge.runtime.watch.Tick;
import io.kedge.runtime.watch.TickThread;
import io.kedge.runtime.watch.Watchdog;
import io.kedge.runtime.work.NanoClock;

/** The parts of one engine, put together. */
final class Engine {
    private final Housekeeping housekeeping;                                  // C
    private final Topology topology;                                          // C
    private final PoolTable pools;                                            // C
    private final Hotplug hotplug;                                            // C
    private final TimerThread timerThread;                                    // C
    private final Tick tick;                                                  // C
    private final TickThread tickThread;                                      // C
    private final IdleCull cull;                                              // C
    private final Watchdog watchdog;                                          // C
    private final MachineMemory memory;                                       // C
    private final CarrierBrake brake;                                         // C
    private final CpuWatch cpuWatch;                                          // C
    private final UnboundCpus unbound;                                        // C
    private final Published published;                                        // C
    private final Spare spare = new Spare();                                  // C
    private final Starvation starvation;                                      // C
    private final QueueHome home;                                             // C
    private final CreationList<EngineWorkqueue> workqueues = new CreationList<>();   // A
    private final Groups groups;                                              // C
    private final SystemWorkqueues system;                                    // C
    private final boolean savesPower;                                         // C
    private volatile boolean frozen;                                          // written under this
    private boolean closed;                                                   // under this

    /** Puts an engine together; nothing runs before {@link #start}. */
    Engine(EngineSettings settings) {
        topology = settings.topology.get();
        NanoClock clock = NanoClock.system();
        housekeeping = new Housekeeping(settings.idleNanos, clock);
        pools = new PoolTable(topology, new PoolSpec.Engine(clock, settings.strands, spare.of(settings.threads), housekeeping,
                settings.priorityInheritance));
        hotplug = new Hotplug(pools.all());
        timerThread = new TimerThread(clock, housekeeping, housekeeping::refused);
        Rebalance balance = new Rebalance();
        tick = new Tick(pools.all(), settings.hogPace, new HogReports(settings.hogReportsFrom, settings.hogPace), ThreadProbe::of,
                balance::look);
        tickThread = new TickThread(tick, housekeeping::refused);
        watchdog = new Watchdog(pools.all(), this::dump, settings.watchdog, clock);
        cull = new IdleCull(pools.all(), settings.idleNanos, clock);
        memory = new MachineMemory(housekeeping::memoryIsShort, clock);
        brake = new CarrierBrake(pools.all(), settings.bounds, memory);
        cpuWatch = new CpuWatch(hotplug, settings.usable, clock);
        unbound = new UnboundCpus(topology);
        hotplug.tell(unbound::online);
        published = new Published(unbound, topology);
        home = new QueueHome(pools, unbound, published, housekeeping.releases(), balance, timerThread.timer(), new Rcu(), clock,
                CurrentThread::cpu, workqueues::remove,
                name -> Rescuer.start(name, topology.cpus(), settings.threads, housekeeping::refused));
        groups = new Groups(home);
        starvation = new Starvation(pools.all(), settings.maydays);
        savesPower = settings.powerEfficient;
        system = new SystemWorkqueues(this::create, savesPower);
    }

    void start() {
        housekeeping.hands(new Housekeeping.Hands(pools.all(), timerThread::ring, tick, tickThread, cull, brake, cpuWatch, starvation,
                watchdog));
        timerThread.start();
    }

    WorkqueueBuilder workqueue(String name) {
        return new SpecBuilder(name, this::create, savesPower);
    }

    WorkqueueGroupBuilder group(String name) {
        return groups.builder(name);
    }

    Workqueue system(String name) {
        Workqueue found = system.find(name);
        if (found == null) {
            throw new IllegalArgumentException("no system workqueue is called " + name + "; there are " + system.names());
        }
        return found;
    }

    /** {@return a workqueue as old code made it} */
    Workqueue legacy(String name, Flag... flags) {
        EnumSet<Flag> all = EnumSet.of(Flag.LEGACY, flags);
        return create(WorkqueueSpec.of(name, all, 1, savesPower));
    }

    ReadSections readSections() {
        return home.rcu();
    }

    Hotplug hotplug() {
        return hotplug;
    }

    UnboundCpus unbound() {
        return unbound;
    }

    String configuration() {
        return ConfigurationDump.of(home, List.copyOf(workqueues.view()));
    }

    Published published() {
        return published;
    }

    BitSet cpus() {
        return topology.cpus();
    }

    /** {@return how often something failed inside a call-back of the JDK, and was made good} */
    long callbackFailures() {
        return housekeeping.callbackFailures();
    }

    EngineSnapshot snapshot() {
        return new EngineSnapshot(
                workqueues.view().stream().map(EngineWorkqueue::stats).toList(),
                groups.stats(),
                pools.all().stream().map(WorkerPool::stats).toList(),
                pools.all().stream().flatMap(pool -> pool.view().workers().stream()).toList(),
                home.timer().size(),
                degraded());
    }

    private List<String> degraded() {
        BitSet missing = hotplug.present();
        missing.andNot(hotplug.online());
        List<String> all = new ArrayList<>(housekeeping.degraded());
        missing.stream().forEach(cpu -> all.add("cpu-offline: CPU " + cpu + " is offline, or not in this process's cpuset: its work"
                + " runs elsewhere; bring it back, or allow it (AllowedCPUs=)"));
        return all;
    }

    StateDump dump() {
        return Dump.of(List.copyOf(workqueues.view()), pools.all(), groups.stats());
    }

    Watchdog watchdog() {
        return watchdog;
    }

    void watchdogThreshold(Duration threshold) {
        watchdog.threshold(threshold);
        timerThread.ring();
    }

    synchronized void freeze(boolean freeze) {
        frozen = freeze;
        workqueues.view().forEach(workqueue -> workqueue.freeze(freeze));
    }

    boolean isFreezing() {
        return frozen && workqueues.view().stream().anyMatch(EngineWorkqueue::isBusyFreezing);
    }

    void close() {
        WorkerPool callersPool = Caller.pool();
        if (callersPool != null && pools.all().contains(callersPool)) {
            throw new IllegalStateException("close() of the engine called by one of its own items would wait for itself for"
                    + " ever; call it from another thread");
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        groups.refuseMore();
        freeze(false);   // what waits frozen could not be drained
        List.copyOf(workqueues.view()).reversed().forEach(EngineWorkqueue::close);
        boolean interrupted = false;
        for (WorkerPool pool : pools.all()) {
            interrupted |= endUninterrupted(pool);
        }
        memory.close();
        tickThread.end();
        timerThread.end();
        interrupted |= endUninterrupted(spare);
        interrupted |= joinUninterrupted(tickThread);
        interrupted |= joinUninterrupted(timerThread);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized EngineWorkqueue create(WorkqueueSpec spec) {
        if (closed) {
            throw new IllegalStateException("the engine is closed: workqueue " + spec.name() + " cannot be created");
        }
        var workqueue = published.publishIfAsked(groups.make(spec, () -> new EngineWorkqueue(spec, home, frozen)));
        workqueues.add(workqueue);
        return workqueue;
    }

    private static boolean endUninterrupted(WorkerPool pool) {
        boolean interrupted = false;
        for (;;) {
            try {
                pool.carriers().end();
                return interrupted;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }

    private static boolean endUninterrupted(Spare spare) {
        try {
            spare.end();
            return false;
        } catch (InterruptedException itEndsAllTheSame) {
            return true;
        }
    }

    private static boolean joinUninterrupted(Thread thread) {
        boolean interrupted = false;
        for (;;) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }
}
