package io.kedge.hal.sim;

import java.util.function.Function;

import io.kedge.hal.BoardDebounceContract;
import io.kedge.hal.Rig;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

class SimulatedDebounceTest extends BoardDebounceContract {

    @Override
    protected Rig newRig(Function<String, @Nullable Workqueue> workqueues) {
        return new SimulatedRig(SimulatedBoard.builder().chip(SimulatedRig.CHIP, 8, "A").start(workqueues));
    }
}
