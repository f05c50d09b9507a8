package io.kedge.hal.sim;

import java.util.function.Function;

import io.kedge.hal.BoardContract;
import io.kedge.hal.Rig;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

class SimulatedBoardTest extends BoardContract {

    @Override
    protected Rig newRig(Function<String, @Nullable Workqueue> workqueues) {
        return new SimulatedRig(SimulatedBoard.builder().chip(SimulatedRig.CHIP, 8, "A").chip("sim-two", 8, "B").start(workqueues));
    }
}
