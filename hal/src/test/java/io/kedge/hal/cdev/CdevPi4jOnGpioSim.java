package io.kedge.hal.cdev;

import java.util.function.Function;

import io.kedge.hal.Pi4jContract;
import io.kedge.hal.Rig;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/** Pi4J's providers on a real kernel's character device. */
class CdevPi4jOnGpioSim extends Pi4jContract {

    @Override
    protected Rig newRig(Function<String, @Nullable Workqueue> workqueues) {
        return GpioSimRig.start(workqueues);
    }
}
