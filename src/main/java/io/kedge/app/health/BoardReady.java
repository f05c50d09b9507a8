package io.kedge.app.health;

import java.util.List;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.Lifecycle;
import io.kedge.app.Uplink;
import io.kedge.app.engine.Engine;
import io.kedge.app.engine.Freezer;
import io.kedge.app.gpio.Lines;
import io.kedge.app.mqtt.api.LinkState;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the lines are open and handled. A broker that is away does not make the board unready: its handlers go on, and
 * its messages wait; it is told as data, as are lines whose chips were taken away. Nor does standing still on purpose: who watches would else restart a board in maintenance.
 */
@Readiness
@Singleton
class BoardReady implements HealthCheck {
    private final Lifecycle lifecycle;
    private final Uplink uplink;
    private final Engine engine;
    private final Freezer freezer;
    private final Lines lines;

    @Inject
    BoardReady(Lifecycle lifecycle, Uplink uplink, Engine engine, Freezer freezer, Lines lines) {
        this.lifecycle = lifecycle;
        this.uplink = uplink;
        this.engine = engine;
        this.freezer = freezer;
        this.lines = lines;
    }

    @Override
    public HealthCheckResponse call() {
        Lifecycle.Progress progress = lifecycle.progress();
        var response = HealthCheckResponse.named("board").status(progress.phase() == Lifecycle.Phase.RUNNING);
        if (progress.phase() != Lifecycle.Phase.RUNNING) {
            response.withData("cause", progress.cause().isEmpty() ? "phase " + progress.phase() : progress.cause());
        }
        uplink.status().ifPresent(status -> {
            response.withData("mqtt", status.state().name());
            if (status.state() != LinkState.ONLINE) {
                response.withData("mqtt_cause", status.message());
            }
        });
        List<Freezer.Hold> holds = freezer.holds();
        if (!holds.isEmpty()) {
            response.withData("frozen", Freezer.text(holds));
        }
        List<String> degraded = Stream.concat(engine.snapshot().degraded().stream(), lines.degraded().stream()).toList();
        if (!degraded.isEmpty()) {
            response.withData("degraded", String.join("; ", degraded));
        }
        return response.build();
    }
}
