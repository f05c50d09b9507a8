package io.kedge.hal.device;

import java.util.function.Consumer;
import java.util.function.Function;

import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.Registration;
import io.kedge.runtime.api.Workqueue;

/**
 * Something that is wired to an open line, which stays its opener's. All methods may be called by any thread; handlers are called by
 * workers.
 *
 * @param <E> what it tells of
 */
public abstract sealed class Device<E> implements AutoCloseable permits Button, Motion {
    private final Handlers<E> handlers;
    private final LineDriver driver;

    /**
     * Begins at once.
     *
     * @param what      the kind of device, for messages
     * @param workqueue where that is decided for which no edge comes
     * @param machine   makes what decides, given what it tells
     * @throws IllegalArgumentException if the line tells of one edge only, or counts edges instead of telling levels
     */
    Device(String what, InputLine line, Workqueue workqueue, Function<Consumer<E>, Machine> machine) {
        LineDriver.requireLevels(line, what);
        handlers = new Handlers<>(what + " " + line.config().id());
        driver = new LineDriver(line, workqueue, machine.apply(handlers::tell));
    }

    /** Adds a handler; it gets everything from now on, in order. */
    public final Registration onEvent(DeviceHandler<? super E> handler) {
        return handlers.add(handler);
    }

    /** {@return calls of handlers that threw} */
    public final long failures() {
        return handlers.failures();
    }

    /** Listens no longer; the line stays open. Waits for a handler that runs, unless it is the caller. A second call does nothing. */
    @Override
    public final void close() {
        driver.close();
    }
}
