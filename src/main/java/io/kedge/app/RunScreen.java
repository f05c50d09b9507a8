package io.kedge.app;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.cli.Banner;
import io.kedge.app.cli.RunView;
import io.kedge.app.config.BrokerUrl;
import io.kedge.app.config.BuildInfo;
import io.kedge.app.config.Settings;
import io.kedge.app.engine.Engine;
import io.kedge.app.engine.Freezer;
import io.kedge.app.gpio.Lines;
import io.kedge.hal.api.Direction;
import io.kedge.profile.model.Profile;
import io.kedge.profile.model.ProfileLine;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.quarkus.vertx.http.HttpServer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Connects the terminal with what runs: the banner, the events, the outputs, the link. */
@Singleton
class RunScreen {
    private static final String WORKQUEUE = "terminal";

    private final Engine engine;
    private final Freezer freezer;
    private final Lines lines;
    private final Uplink uplink;
    private final HttpServer http;
    private final String httpHost;

    @Inject
    RunScreen(Assembly parts, HttpServer http, @ConfigProperty(name = "quarkus.http.host") String httpHost) {
        this.engine = parts.engine();
        this.freezer = parts.freezer();
        this.lines = parts.lines();
        this.uplink = parts.uplink();
        this.http = http;
        this.httpHost = httpHost;
    }

    /** Shows everything on this view from now on. Called once, when all is started. */
    void connect(RunView view, Settings settings, long seed) {
        Profile profile = lines.profile();
        if (profile == null) {
            throw new IllegalStateException("nothing runs that could be shown");
        }
        view.banner(facts(profile, settings, seed));
        engine.snapshot().degraded().forEach(missing -> view.say("  degraded " + missing));
        view.say("");
        view.start(engine.make(WORKQUEUE, WorkqueueBuilder::ordered), engine::snapshot);
        for (ProfileLine line : profile.entries()) {
            if (line.config().direction() == Direction.INPUT) {
                lines.input(line.id()).onEvent(event -> view.event(event, line.kind().word(event.active())));
            }
        }
        lines.onWrite((line, active) -> view.note(line.id(), line.kind().word(active)));
        freezer.onChange(new FreezeNews(text -> view.note("workqueues", text.isEmpty() ? "thawed" : text)));
        var news = new LinkNews(text -> view.note("mqtt", text));
        uplink.onStatus(news);
    }

    private Banner.Facts facts(Profile profile, Settings settings, long seed) {
        boolean simulated = profile.board().simulated();
        return new Banner.Facts(
                BuildInfo.load().text(),
                profile.board().description(),
                simulated,
                profile.name(),
                profile.entries().stream().map(ProfileLine::id).toList(),
                simulated ? seed : null,
                Runtime.getRuntime().availableProcessors(),
                "Java " + Runtime.version(),
                uplink.broker().map(this::describe).orElseThrow(),
                "http://" + httpHost + ":" + http.getPort() + "/api/state",
                "kedge/" + settings.device().shard() + "/" + settings.device().text());
    }

    private Banner.Broker describe(BrokerUrl broker) {
        return new Banner.Broker(broker.address().host(), broker.address().port(), broker.user(), uplink.embedded());
    }
}
