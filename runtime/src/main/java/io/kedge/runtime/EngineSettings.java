package io.kedge.runtime;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.kedge.runtime.carrier.CarrierFactory;
import io.kedge.runtime.carrier.CarrierThread;
import io.kedge.runtime.carrier.LoomStrand;
import io.kedge.runtime.carrier.StrandFactory;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.pool.MaydayPace;
import io.kedge.runtime.watch.CarrierBrake;
import io.kedge.runtime.watch.HogPace;
import io.kedge.runtime.watch.WatchdogPace;

/** What an engine is made with: what spec section 5.10 says where nothing else is set. An engine reads it once, when it is made. */
final class EngineSettings {
    /** CPUs that get pools; asked when an engine is made, not before the JVM is known to be fit for one. */
    Supplier<Topology> topology = Topology::allowed;

    /** CPUs that a thread of this process may use that nobody has bound; asked when it is looked which CPUs are there. */
    Supplier<BitSet> usable = CurrentThread::affinity;

    /** Makes the workers' threads of control. */
    StrandFactory strands = LoomStrand::make;

    /** Makes the threads of carriers and rescuers. */
    CarrierFactory threads = CarrierThread::new;

    /** Idle time after which a carrier ends, and a worker that its pool does not keep. */
    long idleNanos = TimeUnit.SECONDS.toNanos(300);

    /** CPU time after which a worker that others wait for loses its slot. */
    HogPace hogPace = new HogPace(TimeUnit.MILLISECONDS.toNanos(10));

    /** Violation of that time by one function from which on it is reported; 0: never. */
    int hogReportsFrom = 4;

    /** Whether workqueues that save power are unbound. */
    boolean powerEfficient;

    /** Whether a worker that flushes an item lends it its class. */
    boolean priorityInheritance;

    /** How many carriers there may be. */
    CarrierBrake.Bounds bounds = CarrierBrake.Bounds.STANDARD;

    /** When rescuers are called. */
    MaydayPace maydays = MaydayPace.STANDARD;

    /** When a pool is stalled. */
    WatchdogPace watchdog = WatchdogPace.STANDARD;
}
