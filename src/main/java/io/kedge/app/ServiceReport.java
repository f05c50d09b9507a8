package io.kedge.app;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.engine.Engine;
import io.kedge.app.engine.EngineProbe;
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
    private @Nullable Watchdog watchdog;  // by the thread that starts and stops

    @Inject
    ServiceReport(ServiceManager manager, Engine engine, EngineProbe probe, Uplink uplink) {
        this.manager = manager;
        this.engine = engine;
        this.probe = probe;
        this.uplink = uplink;
    }

    /** All parts run. */
    void started(@Observes Lifecycle.Started started) {
        if (manager.listens()) {
            String what = "profile " + started.profile().name() + ", " + started.profile().entries().size() + " lines";
            manager.ready(what + "; connecting to the broker");
            uplink.onStatus(new LinkNews(news -> manager.status(what + "; " + news)));
            watchdog = manager.watchdog().map(window -> Watchdog.start(manager, engine, probe, window)).orElse(null);
        }
    }

    /** The run is about to end. Called by the thread that started it, before anything is stopped. */
    void stopping() {
        if (watchdog != null) {
            watchdog.close();
        }
        manager.stopping();
    }
}
