package io.kedge.app.health;

import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.engine.Engine;
import io.kedge.app.engine.EngineProbe;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while every bound pool runs an item that is given to it. Before the engine runs there is nothing that could hang. */
@Liveness
@Singleton
class EngineLive implements HealthCheck {
    private final Engine engine;
    private final EngineProbe probe;

    @Inject
    EngineLive(Engine engine, EngineProbe probe) {
        this.engine = engine;
        this.probe = probe;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("engine");
        if (!engine.running()) {
            return response.up().withData("engine", "not running").build();
        }
        try {
            List<String> stuck = probe.stuckPools();
            return stuck.isEmpty() ? response.up().build()
                    : response.down().withData("cause", "no item ran within 2 s on " + String.join(", ", stuck)).build();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return response.down().withData("cause", "interrupted").build();
        }
    }
}
