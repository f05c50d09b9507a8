package io.kedge.hal.cdev;

import java.util.function.Function;

import io.kedge.hal.BoardContract;
import io.kedge.hal.Rig;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/** What the simulated board passes, on a real kernel's character device. */
class CdevBoardOnGpioSim extends BoardContract {

    @Override
    protected Rig newRig(Function<String, @Nullable Workqueue> workqueues) {
        return GpioSimRig.start(workqueues);
    }
}
