package io.kedge.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.kedge.runtime.carrier.CarrierFactory;
import io.kedge.runtime.carrier.CarrierThread;
import io.kedge.runtime.carrier.LoomStrand;
import io.kedge.runtime.carrier.StrandFactory;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.MaydayPace;
import io.kedge.runtime.watch.CarrierBrake;
import io.kedge.runtime.watch.HogPace;
import io.kedge.runtime.watch.WatchdogPace;

/**
 * What an engine is made with. Constant.
 *
 * @param topology       CPUs that get pools; asked when an engine is made, not before the JVM is known to be fit for one
 * @param strands        makes the workers' threads of control
 * @param idleNanos      idle time after which a carrier ends, and a worker that its pool does not keep
 * @param hogPace        CPU time after which a worker that others wait for loses its slot
 * @param hogReportsFrom violation of that time by one function from which on it is reported; 0: never
 * @param powerEfficient whether workqueues that save power are unbound
 * @param bounds         how many carriers there may be
 * @param threads        makes the threads of carriers and rescuers
 * @param maydays        when rescuers are called
 * @param watchdog       when a pool is stalled
 */
record EngineSettings(
        Supplier<Topology> topology,
        StrandFactory strands,
        long idleNanos,
        HogPace hogPace,
        int hogReportsFrom,
        boolean powerEfficient,
        CarrierBrake.Bounds bounds,
        CarrierFactory threads,
        MaydayPace maydays,
        WatchdogPace watchdog) {
    private static final int HOG_REPORTS_FROM = 4;

    /** {@return the settings of spec section 5.10, for the CPUs that the thread may use which makes an engine} */
    static EngineSettings standard() {
        return new EngineSettings(
                Topology::allowed,
                LoomStrand::make,
                TimeUnit.SECONDS.toNanos(300),
                new HogPace(TimeUnit.MILLISECONDS.toNanos(10)),
                HOG_REPORTS_FROM,
                false,
                CarrierBrake.Bounds.STANDARD,
                CarrierThread::new,
                MaydayPace.STANDARD,
                WatchdogPace.STANDARD);
    }

    EngineSettings withTopology(Topology other) {
        return new EngineSettings(() -> other, strands, idleNanos, hogPace, hogReportsFrom, powerEfficient, bounds, threads, maydays,
                watchdog);
    }

    EngineSettings withStrands(StrandFactory others) {
        return new EngineSettings(topology, others, idleNanos, hogPace, hogReportsFrom, powerEfficient, bounds, threads, maydays,
                watchdog);
    }

    EngineSettings withIdleNanos(long nanos) {
        return new EngineSettings(topology, strands, nanos, hogPace, hogReportsFrom, powerEfficient, bounds, threads, maydays,
                watchdog);
    }

    EngineSettings withHogPace(HogPace pace) {
        return new EngineSettings(topology, strands, idleNanos, pace, hogReportsFrom, powerEfficient, bounds, threads, maydays,
                watchdog);
    }

    EngineSettings withHogReportsFrom(int violation) {
        return new EngineSettings(topology, strands, idleNanos, hogPace, violation, powerEfficient, bounds, threads, maydays,
                watchdog);
    }

    EngineSettings withPowerEfficient(boolean saves) {
        return new EngineSettings(topology, strands, idleNanos, hogPace, hogReportsFrom, saves, bounds, threads, maydays,
                watchdog);
    }

    EngineSettings withBounds(CarrierBrake.Bounds others) {
        return new EngineSettings(topology, strands, idleNanos, hogPace, hogReportsFrom, powerEfficient, others, threads, maydays,
                watchdog);
    }

    EngineSettings withThreads(CarrierFactory others) {
        return new EngineSettings(topology, strands, idleNanos, hogPace, hogReportsFrom, powerEfficient, bounds, others, maydays,
                watchdog);
    }

    EngineSettings withMaydays(MaydayPace others) {
        return new EngineSettings(topology, strands, idleNanos, hogPace, hogReportsFrom, powerEfficient, bounds, threads, others,
                watchdog);
    }

    EngineSettings withWatchdog(WatchdogPace pace) {
        return new EngineSettings(topology, strands, idleNanos, hogPace, hogReportsFrom, powerEfficient, bounds, threads, maydays,
                pace);
    }
}
