package io.kedge.runtime.queue;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.Rescuer;
import io.kedge.runtime.rcu.Rcu;
import io.kedge.runtime.timer.Timer;
import io.kedge.runtime.work.NanoClock;

/**
 * What the workqueues of an engine share.
 *
 * @param callersCpu the CPU on which the caller runs now
 * @param onClosed   told when a workqueue has been closed
 * @param rescuers   makes the rescuer of a workqueue, by its name, and starts it; throws if no thread can be had
 */
public record QueueHome(
        PoolTable pools,
        UnboundCpus unbound,
        Published published,
        ShareReleases releases,
        Rebalance balance,
        Timer timer,
        Rcu rcu,
        NanoClock clock,
        IntSupplier callersCpu,
        Consumer<EngineWorkqueue> onClosed,
        Function<String, Rescuer> rescuers) {

    Topology topology() {
        return pools.topology();
    }

    Rescuer rescuerOf(String workqueue) {
        return rescuers.apply(workqueue);
    }

    void closed(EngineWorkqueue workqueue) {
        onClosed.accept(workqueue);
        QueueGroup group = workqueue.spec().group();
        if (group != null) {
            group.members().remove(workqueue);
        }
    }
}
