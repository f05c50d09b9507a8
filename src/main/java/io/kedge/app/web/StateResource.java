package io.kedge.app.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.kedge.app.Assembly;
import io.kedge.app.Lifecycle;
import io.kedge.app.Uplink;
import io.kedge.app.config.BuildInfo;
import io.kedge.app.engine.Engine;
import io.kedge.app.engine.Freezer;
import io.kedge.app.gpio.HandlerStats;
import io.kedge.app.gpio.Handlers;
import io.kedge.app.gpio.Lines;
import io.kedge.app.mqtt.api.LinkStatus;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.ChipCounters;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.DurationText;
import io.kedge.hal.api.LineCounters;
import io.kedge.profile.model.Profile;
import io.kedge.profile.model.ProfileLine;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.jspecify.annotations.Nullable;

/** The state of the run. Only reads; nothing here changes anything. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class StateResource {
    private final Lifecycle lifecycle;
    private final Engine engine;
    private final Lines lines;
    private final Handlers handlers;
    private final Uplink uplink;
    private final Freezer freezer;

    /** Knows the parts. */
    @Inject
    public StateResource(Lifecycle lifecycle, Assembly parts) {
        this.lifecycle = lifecycle;
        this.engine = parts.engine();
        this.freezer = parts.freezer();
        this.lines = parts.lines();
        this.handlers = parts.handlers();
        this.uplink = parts.uplink();
    }

    /**
     * The run as a whole.
     *
     * @param version   of Kedge
     * @param build     id of its sources
     * @param phase     where the life cycle is
     * @param cause     what went wrong, empty if nothing did
     * @param boot      the id of this run in every payload, empty before the start
     * @param profile   the profile in use, null before it is read
     * @param simulated whether the lines exist only in memory
     * @param broker    the broker without its password, empty before the start
     * @param mqtt      what the link says, null before the start
     * @param degraded  what the engine has to do without, and lines whose chips were taken away
     * @param frozen    why the freezable workqueues stand still, empty if they do not
     * @param handlers  what the beans' handlers did
     */
    public record State(
            String version,
            String build,
            String phase,
            String cause,
            String boot,
            @Nullable String profile,
            boolean simulated,
            String broker,
            @Nullable LinkStatus mqtt,
            List<String> degraded,
            List<Frozen> frozen,
            List<HandlerStats> handlers) { }

    /**
     * One reason to stand still.
     *
     * @param reason stop, suspend or maintenance
     * @param words  what a person said of it, empty if nothing
     * @param since  when it came, RFC 3339, UTC
     */
    public record Frozen(String reason, String words, String since) {
        static Frozen of(Freezer.Hold hold) {
            return new Frozen(hold.key(), hold.words(), hold.since().toString());
        }
    }

    /**
     * One line.
     *
     * @param id          as the profile names it
     * @param kind        what is wired to it
     * @param direction   input or output
     * @param active      its logical level now, null if it is closed or degraded
     * @param state       the word for that level, empty if there is none
     * @param degraded    whether its chip was taken away; it comes back by itself
     * @param debounce    how its edges become events, in the words of a profile ({@code settle 20ms}); empty for an output
     * @param poll        how often its level is read instead of interrupts ({@code 20ms}); empty if it is not polled
     * @param description what the profile says of it
     * @param counters    what it did so far, null for an output
     */
    public record Line(
            String id,
            String kind,
            String direction,
            @Nullable Boolean active,
            String state,
            boolean degraded,
            String debounce,
            String poll,
            String description,
            @Nullable LineCounters counters) { }

    /** {@return the run as a whole} */
    @GET
    @Path("state")
    public State state() {
        BuildInfo build = BuildInfo.load();
        Lifecycle.Progress progress = lifecycle.progress();
        Profile profile = lines.profile();
        return new State(
                build.version(),
                build.build(),
                progress.phase().name().toLowerCase(Locale.ROOT),
                progress.cause(),
                uplink.boot().orElse(""),
                profile == null ? null : profile.name(),
                profile != null && profile.board().simulated(),
                uplink.broker().map(Object::toString).orElse(""),
                uplink.status().orElse(null),
                Stream.concat(engine.snapshot().degraded().stream(), lines.degraded().stream()).toList(),
                freezer.holds().stream().map(Frozen::of).toList(),
                handlers.stats());
    }

    /** {@return the lines of the profile} */
    @GET
    @Path("lines")
    public List<Line> lines() {
        Profile profile = lines.profile();
        if (profile == null) {
            return List.of();
        }
        Map<String, LineCounters> counters = lines.counters().stream().collect(Collectors.toMap(LineCounters::line, Function.identity()));
        return profile.entries().stream().map(line -> describe(line, counters.get(line.id()))).toList();
    }

    /** {@return what the inputs of each chip did} */
    @GET
    @Path("chips")
    public List<ChipCounters> chips() {
        return lifecycle.board().map(Board::chipCounters).orElse(List.of());
    }

    /** {@return the workqueues and their counters} */
    @GET
    @Path("workqueues")
    public List<WorkqueueStats> workqueues() {
        return engine.snapshot().workqueues();
    }

    /** {@return the worker pools and their counters} */
    @GET
    @Path("pools")
    public List<PoolStats> pools() {
        return engine.snapshot().pools();
    }

    private Line describe(ProfileLine line, @Nullable LineCounters counters) {
        Boolean active = lines.active(line.id()).orElse(null);
        return new Line(
                line.id(),
                line.kind().key(),
                line.kind().direction().name().toLowerCase(Locale.ROOT),
                active,
                active == null ? "" : line.kind().word(active),
                lines.isDegraded(line.id()),
                debounce(line),
                line.config().polled() ? DurationText.of(line.config().poll()) : "",
                line.description(),
                counters);
    }

    /** As it is now, which for an open line may not be what the profile says. */
    private String debounce(ProfileLine line) {
        return line.kind().direction() == Direction.OUTPUT ? "" : lines.config(line.id()).orElse(line.config()).debounce().toString();
    }
}
