package io.kedge.hal.cdev;

import java.util.function.Function;

import io.kedge.hal.api.Board;
import io.kedge.hal.pi4j.BoardPlugin;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/** This machine's GPIO lines for Pi4J programs that detect their plugins. Does nothing where there are none. */
public final class CdevPlugin extends BoardPlugin {

    /** Called by the service loader. */
    public CdevPlugin() { }

    @Override
    protected Board start(Function<String, @Nullable Workqueue> workqueues) {
        return CdevBoard.builder().start(workqueues);
    }
}
