package io.kedge.runtime.queue;

import java.util.function.Consumer;

import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.timer.Timer;
import io.kedge.runtime.work.NanoClock;

/** What the workqueues of an engine share. */
public record QueueHome(PoolTable pools, Timer timer, NanoClock clock, Consumer<EngineWorkqueue> onClosed) {

    Topology topology() {
        return pools.topology();
    }

    void closed(EngineWorkqueue workqueue) {
        onClosed.accept(workqueue);
    }
}
