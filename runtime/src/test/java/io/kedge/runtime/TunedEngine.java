package io.kedge.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.kedge.runtime.carrier.CarrierFactory;
import io.kedge.runtime.carrier.StrandFactory;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.Hotplug;
import io.kedge.runtime.watch.CarrierBrake;
import io.kedge.runtime.watch.HogPace;

/** An engine with one setting other than shipped. When it is closed it must be at rest. */
public final class TunedEngine implements AutoCloseable {
    private final Engine engine;
    private final Cmwq cmwq;

    private TunedEngine(EngineSettings settings) {
        engine = new Engine(settings);
        cmwq = Cmwq.start(engine);
    }

    private static TunedEngine with(Consumer<EngineSettings> change) {
        EngineSettings settings = new EngineSettings();
        change.accept(settings);
        return new TunedEngine(settings);
    }

    /** An engine whose tick takes no item for a hog (R52): items may compute for as long as a test needs. */
    public static TunedEngine withoutHogs() {
        return with(settings -> settings.hogPace = new HogPace(0));
    }

    /** The same on these CPUs, with nodes and pods that the machine need not have. */
    public static TunedEngine withoutHogsOn(Topology topology) {
        return with(settings -> {
            settings.hogPace = new HogPace(0);
            settings.topology = () -> topology;
        });
    }

    /** An engine whose carriers end when they have been idle for so long. */
    public static TunedEngine withIdleMillis(long millis) {
        return with(settings -> settings.idleNanos = TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** An engine on these CPUs, with nodes and pods that the machine need not have. */
    public static TunedEngine on(Topology topology) {
        return with(settings -> settings.topology = () -> topology);
    }

    /** An engine on these CPUs, which are taken for there, whether the machine has them or not, until a test takes them away. */
    public static TunedEngine onPlayed(Topology topology) {
        return with(settings -> {
            settings.topology = () -> topology;
            settings.usable = topology::cpus;
        });
    }

    /** An engine with no more carriers than that. */
    public static TunedEngine withMostCarriers(int perPool, int perEngine) {
        return with(settings -> settings.bounds = new CarrierBrake.Bounds(perPool, perEngine));
    }

    /** An engine whose carriers and rescuers have their threads made by this; carriers end when they have been idle for so long. */
    public static TunedEngine withThreads(CarrierFactory threads, long idleMillis) {
        return with(settings -> {
            settings.threads = threads;
            settings.idleNanos = TimeUnit.MILLISECONDS.toNanos(idleMillis);
        });
    }

    public static TunedEngine withStrands(StrandFactory strands) {
        return with(settings -> settings.strands = strands);
    }

    public Cmwq cmwq() {
        return cmwq;
    }

    public Hotplug hotplug() {
        return engine.hotplug();
    }

    public long callbackFailures() {
        return engine.callbackFailures();
    }

    @Override
    public void close() {
        try {
            AtRest.assertHolds(cmwq);
        } finally {
            cmwq.close();
        }
    }
}
