package io.kedge.hal.sim;

import java.util.function.Function;

import io.kedge.hal.api.Board;
import io.kedge.hal.pi4j.BoardPlugin;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/** The simulated board for Pi4J programs that detect their plugins. */
public final class SimulatedPlugin extends BoardPlugin {

    /** Called by the service loader. */
    public SimulatedPlugin() { }

    @Override
    protected Board start(Function<String, @Nullable Workqueue> workqueues) {
        return SimulatedBoard.start(workqueues);
    }

    /** {@return true: Pi4J then uses it off a Raspberry Pi only} */
    @Override
    public boolean isMock() {
        return true;
    }
}
