package io.kedge.runtime.queue;

import java.util.function.Consumer;
import java.util.function.IntSupplier;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.rcu.Rcu;
import io.kedge.runtime.timer.Timer;
import io.kedge.runtime.work.NanoClock;

/**
 * What the workqueues of an engine share.
 *
 * @param callersCpu the CPU on which the caller runs now
 * @param onClosed   told when a workqueue has been closed
 */
public record QueueHome(
        PoolTable pools,
        UnboundCpus unbound,
        ShareReleases releases,
        Timer timer,
        Rcu rcu,
        NanoClock clock,
        IntSupplier callersCpu,
        Consumer<EngineWorkqueue> onClosed) {

    Topology topology() {
        return pools.topology();
    }

    void closed(EngineWorkqueue workqueue) {
        onClosed.accept(workqueue);
    }
}
