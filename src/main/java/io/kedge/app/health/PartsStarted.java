package io.kedge.app.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.Lifecycle;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once all parts are; until then the phase, and the cause if it failed. */
@Startup
@Singleton
class PartsStarted implements HealthCheck {
    private final Lifecycle lifecycle;

    @Inject
    PartsStarted(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        Lifecycle.Progress progress = lifecycle.progress();
        var response = HealthCheckResponse.named("parts").withData("phase", progress.phase().name());
        if (!progress.cause().isEmpty()) {
            response.withData("cause", progress.cause());
        }
        return response.status(progress.phase() == Lifecycle.Phase.RUNNING || progress.phase() == Lifecycle.Phase.STOPPING).build();
    }
}
