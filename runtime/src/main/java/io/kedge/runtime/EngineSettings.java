package io.kedge.runtime;

import java.util.concurrent.TimeUnit;

import io.kedge.runtime.carrier.LoomStrand;
import io.kedge.runtime.carrier.StrandFactory;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.watch.HogPace;

/**
 * What an engine is made with. Constant.
 *
 * @param topology  CPUs that get pools
 * @param strands   makes the workers' threads of control
 * @param idleNanos idle time after which a carrier ends
 * @param hogPace   CPU time after which a worker that others wait for loses its slot
 */
record EngineSettings(Topology topology, StrandFactory strands, long idleNanos, HogPace hogPace) {

    /** {@return the settings of spec section 5.10, for the CPUs the calling thread may use now} */
    static EngineSettings standard() {
        return new EngineSettings(
                Topology.allowed(),
                LoomStrand::make,
                TimeUnit.SECONDS.toNanos(300),
                new HogPace(TimeUnit.MILLISECONDS.toNanos(10)));
    }
}
