package io.kedge.app.systemd;

import java.time.Duration;
import java.util.List;

import io.kedge.app.engine.Engine;
import io.kedge.app.engine.EngineProbe;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;

/**
 * The sign of life that the service manager waits for. It is given only if every bound pool has just run an item, by
 * delayed work of the same engine: an engine that stands still, or whose timer does, stays silent and is restarted.
 */
public final class Watchdog implements AutoCloseable {
    private static final String WORKQUEUE = "events_unbound";
    private static final int SIGNS_A_WINDOW = 2;
    private static final int LOOKS_A_WINDOW = 10;

    private final ServiceManager manager;
    private final Engine engine;
    private final EngineProbe probe;
    private final Duration window;
    private final DelayedWork look = Cmwq.delayedWork(this::look);
    private boolean silent;  // only by look

    private Watchdog(ServiceManager manager, Engine engine, EngineProbe probe, Duration window) {
        this.manager = manager;
        this.engine = engine;
        this.probe = probe;
        this.window = window;
    }

    /** {@return signs of life, at half of this window from now on} The engine must run. */
    public static Watchdog start(ServiceManager manager, Engine engine, EngineProbe probe, Duration window) {
        var watchdog = new Watchdog(manager, engine, probe, window);
        watchdog.again(SIGNS_A_WINDOW);
        return watchdog;
    }

    /** Gives none from now on. Does not wait. */
    @Override
    public void close() {
        look.disable();
    }

    private void look() {
        try {
            List<String> stuck = probe.stuckPools();
            if (stuck.isEmpty()) {
                manager.alive();
            }
            if (silent == stuck.isEmpty()) {
                silent = !silent;
                manager.status(silent ? "no item ran on " + String.join(", ", stuck) + "; no sign of life is given"
                        : "every pool runs items again");
            }
            again(silent ? LOOKS_A_WINDOW : SIGNS_A_WINDOW);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void again(int parts) {
        engine.cmwq().system(WORKQUEUE).queueDelayed(look, window.dividedBy(parts));
    }
}
