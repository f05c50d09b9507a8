package io.kedge.app;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.engine.Engine;
import io.kedge.app.engine.EngineProbe;
import io.kedge.app.engine.Freezer;
import io.kedge.app.systemd.ServiceManager;
import io.kedge.app.systemd.Watchdog;
import org.jspecify.annotations.Nullable;

/** Tells systemd how the run goes: ready, the broker's news, alive, on its way out. Silent if it does not listen. */
@Singleton
class ServiceReport {
    private final ServiceManager manager;
    private final Engine engine;
    private final EngineProbe probe;
    private final Uplink uplink;
    private final Freezer freezer;
    private @Nullable Watchdog watchdog;  // by the thread that starts and stops
    private String news = "connecting to the broker";  // under this
    private String frozen = "";                        // under this

    @Inject
    ServiceReport(ServiceManager manager, Engine engine, Freezer freezer, EngineProbe probe, Uplink uplink) {
        this.manager = manager;
        this.freezer = freezer;
        this.engine = engine;
        this.probe = probe;
        this.uplink = uplink;
    }

    /** All parts run. */
    void started(@Observes Lifecycle.Started started) {
        if (manager.listens()) {
            String what = "profile " + started.profile().name() + ", " + started.profile().entries().size() + " lines";
            manager.ready(what + "; connecting to the broker");
            freezer.onChange(new FreezeNews(text -> tellFrozen(what, text)));
            uplink.onStatus(new LinkNews(text -> tellLink(what, text)));
            watchdog = manager.watchdog().map(window -> Watchdog.start(manager, engine, probe, window)).orElse(null);
        }
    }

    private synchronized void tellFrozen(String what, String text) {
        frozen = text.isEmpty() ? "" : "; " + text;
        manager.status(what + "; " + news + frozen);
    }

    private synchronized void tellLink(String what, String text) {
        news = text;
        manager.status(what + "; " + news + frozen);
    }

    /** The run is about to end. Called by the thread that started it, before anything is stopped. */
    void stopping() {
        if (watchdog != null) {
            watchdog.close();
        }
        manager.stopping();
    }
}
