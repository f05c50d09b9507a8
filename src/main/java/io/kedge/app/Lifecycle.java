package io.kedge.app;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.Settings;
import io.kedge.app.config.StartFailure;
import io.kedge.app.engine.Engine;
import io.kedge.app.engine.Freezer;
import io.kedge.app.gpio.Boards;
import io.kedge.app.gpio.Handlers;
import io.kedge.app.gpio.Lines;
import io.kedge.app.gpio.OnLine;
import io.kedge.app.gpio.Simulation;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.suspend.SuspendWatch;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.sim.SimulatedBoard;
import io.kedge.profile.model.LineKind;
import io.kedge.profile.model.Profile;
import io.kedge.profile.model.ProfileLine;
import io.kedge.profile.model.WorkqueueSpec;
import io.kedge.runtime.api.WorkqueueBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Starts the parts in order and stops them in reverse. Called by one thread; only {@link #progress} by any.
 *
 * <pre>
 *   STOPPED  -> CONFIG    start()
 *   CONFIG   -> ENGINE    the settings are read
 *   ENGINE   -> PROFILE   the engine runs
 *   PROFILE  -> BOARD     the profile is good
 *   BOARD    -> MQTT      the lines are open
 *   MQTT     -> RUNNING   the link tries to connect, handlers are connected
 *   any      -> FAILED    a step threw; what was started is stopped
 *   RUNNING  -> STOPPING  stop()
 *   STOPPING -> STOPPED   all is over
 * </pre>
 */
@Singleton
public class Lifecycle {

    /** Where the start or stop is. */
    public enum Phase { STOPPED, CONFIG, ENGINE, PROFILE, BOARD, MQTT, RUNNING, FAILED, STOPPING }

    /**
     * Where it is, and why if it failed.
     *
     * @param phase the step under way, or the state reached
     * @param cause what went wrong, empty if nothing did
     */
    public record Progress(Phase phase, String cause) { }

    /**
     * Fired when all parts are started.
     *
     * @param profile the profile in use
     */
    public record Started(Profile profile) { }

    /** Follows a run from outside. */
    public interface Watcher {

        /** The lines are open, and no handler has them yet: who listens now hears every event first. Called by the starting thread. */
        void onOpen();

        /** The run cannot go on. Called by any thread; must not block. */
        void onFailure(StartFailure reason);
    }

    private static final String SIMULATION_WORKQUEUE = "simulation";

    private final Engine engine;
    private final Freezer freezer;
    private final Lines lines;
    private final Handlers handlers;
    private final Uplink uplink;
    private final SuspendWatch suspend;
    private final Event<Started> whenStarted;
    private volatile Progress progress = new Progress(Phase.STOPPED, "not started");
    private volatile long seed;
    private volatile @Nullable Board board;
    private @Nullable Simulation simulation;

    /** Starts nothing yet. */
    @Inject
    public Lifecycle(Assembly parts, Event<Started> whenStarted) {
        this.engine = parts.engine();
        this.freezer = parts.freezer();
        this.lines = parts.lines();
        this.handlers = parts.handlers();
        this.uplink = parts.uplink();
        this.suspend = parts.suspend();
        this.whenStarted = whenStarted;
        freezer.onChange(uplink::frozen);
        freezer.onChange(this::frozen);
    }

    /** Nobody works on a board whose outputs may move; a stop handles what waited first, which may move them. */
    private void frozen(List<Freezer.Hold> holds) {
        if (holds.isEmpty() || holds.stream().anyMatch(hold -> hold.reason() == Freezer.Reason.STOP)) {
            lines.releaseOutputs();
        } else {
            lines.holdOutputs(Freezer.text(holds));
        }
    }

    /** {@return where it is; any thread} */
    public Progress progress() {
        return progress;
    }

    /** {@return the board while it is open; any thread} */
    public Optional<Board> board() {
        return Optional.ofNullable(board);
    }

    /** {@return the seed of the simulated board's bounces; means nothing on a real board} */
    public long seed() {
        return seed;
    }

    /**
     * Starts everything. Does not wait for the broker.
     *
     * @param watcher told of the run
     * @throws StartFailure if it cannot; what was started is stopped again
     */
    public void start(Settings settings, Watcher watcher) {
        boolean done = false;
        try {
            startInOrder(settings, watcher);
            done = true;
        } catch (StartFailure failure) {
            progress = new Progress(Phase.FAILED, String.valueOf(failure.getMessage()));
            throw failure;
        } finally {
            if (!done) {
                Progress failure = progress;
                stop();
                progress = new Progress(Phase.FAILED, failure.cause());
            }
        }
    }

    private void startInOrder(Settings settings, Watcher watcher) {
        enter(Phase.CONFIG);
        seed = settings.seed().orElseGet(() -> new Random().nextInt(1_000_000));
        enter(Phase.ENGINE);
        engine.start();
        freezer.open();
        engine.make(LineConfig.DEFAULT_WORKQUEUE, queue -> queue.percpu().highPriority().freezable());
        engine.make(OnLine.DEFAULT_WORKQUEUE, queue -> queue.unbound().freezable());
        enter(Phase.PROFILE);
        Profile profile = Boards.profile(settings.board());
        requireBroker(profile, settings);
        profile.workqueues().forEach(spec -> engine.make(spec.name(), queue -> shape(queue, spec)));
        enter(Phase.BOARD);
        Board started = Boards.start(profile, engine::find);
        board = started;
        lines.open(profile, started);
        enter(Phase.MQTT);
        uplink.start(settings, profile, watcher::onFailure);
        profile.entries().forEach(this::report);
        watcher.onOpen();
        handlers.connect(profile.name());
        simulation = started instanceof SimulatedBoard simulated ? press(profile, simulated) : null;
        suspend.start();
        whenStarted.fire(new Started(profile));
        enter(Phase.RUNNING);
    }

    private void enter(Phase phase) {
        progress = new Progress(phase, "");
    }

    /** Stops everything, whatever of it was started. {@return what it did} Takes less than three seconds. */
    public StopReport stop() {
        enter(Phase.STOPPING);
        var steps = new StopSteps();
        if (engine.running()) {
            steps.run("froze the workqueues", () -> {
                freezer.freeze(Freezer.Reason.STOP, "");
                suspend.close();
            });
            steps.run("closed the inputs", () -> {
                if (simulation != null) {
                    simulation.close();
                }
                lines.closeInputs();
            });
            steps.run("drained the workqueues", () -> {
                freezer.thawForGood();
                engine.drain();
            });
            steps.run("set the outputs to their safe levels", lines::closeOutputs);
        }
        board().ifPresent(open -> steps.run("closed the board", open::close));
        stopUplink(steps);
        if (engine.running()) {
            steps.run("ended the engine", engine::stop);
        }
        simulation = null;
        board = null;
        progress = new Progress(Phase.STOPPED, "stopped");
        return steps.report();
    }

    private void stopUplink(StopSteps steps) {
        uplink.status().ifPresent(status -> {
            steps.run("ended the reports", uplink::closeReporter);
            boolean connected = status.state() == LinkState.ONLINE;
            if (connected) {
                steps.confirm("published 'offline'", () -> uplink.disconnect(StopSteps.OUTBOX_LIMIT));
            } else {
                steps.run("gave up connecting", () -> uplink.disconnect(StopSteps.NO_BROKER_LIMIT));
            }
            if (uplink.embedded()) {
                steps.run("ended the embedded broker", uplink::closeBroker);
            }
        });
    }

    private static void requireBroker(Profile profile, Settings settings) {
        if (!profile.board().simulated() && settings.broker().isEmpty()) {
            throw new StartFailure(ExitCode.CONFIG, "profile " + profile.name() + " is for a real board: give the broker its events"
                    + " go to with --broker mqtt://HOST[:PORT] (only the simulated board starts one of its own)");
        }
    }

    private static WorkqueueBuilder shape(WorkqueueBuilder queue, WorkqueueSpec spec) {
        WorkqueueBuilder shaped = switch (spec.kind()) {
            case PERCPU -> queue.percpu();
            case UNBOUND -> queue.unbound();
            case ORDERED -> queue.ordered();
        };
        if (spec.highpri()) {
            shaped.highPriority();
        }
        if (spec.maxActive() > 0) {
            shaped.maxActive(spec.maxActive());
        }
        return shaped.freezable();
    }

    private void report(ProfileLine line) {
        if (line.config().direction() == Direction.INPUT && line.publish().events()) {
            lines.input(line.id()).onEvent(event -> uplink.event(event, line.kind().word(event.active())));
        }
    }

    private @Nullable Simulation press(Profile profile, SimulatedBoard simulated) {
        List<ProfileLine> buttons = profile.entries().stream().filter(line -> line.kind() == LineKind.BUTTON).toList();
        return buttons.isEmpty() ? null : Simulation.start(simulated, buttons.getFirst().config(), seed,
                engine.make(SIMULATION_WORKQUEUE, WorkqueueBuilder::unbound));
    }
}
