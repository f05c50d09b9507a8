package io.kedge.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.config.BrokerUrl;
import io.kedge.app.config.BuildInfo;
import io.kedge.app.config.ExitCode;
import io.kedge.app.config.Settings;
import io.kedge.app.config.StartFailure;
import io.kedge.app.engine.Engine;
import io.kedge.app.engine.Freezer;
import io.kedge.app.gpio.Lines;
import io.kedge.app.mqtt.MqttLink;
import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.DeviceState;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.LinkStatus;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.StatusListener;
import io.kedge.app.report.DeviceInfo;
import io.kedge.app.report.Reporter;
import io.kedge.hal.api.LineEvent;
import io.kedge.profile.model.Profile;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import org.jspecify.annotations.Nullable;

/** The way to the broker: the link, the reports on it, and the embedded broker if the run brings one along. */
@Singleton
public class Uplink {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Engine engine;
    private final Lines lines;
    private final List<StatusListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Parts parts;
    private volatile List<Freezer.Hold> holds = List.of();

    /** What is started: replaced as a whole. */
    private record Parts(
            BrokerUrl broker, @Nullable EmbeddedBroker embedded, MqttLink link, Reporter reporter, List<String> degraded) {

        void tell(List<Freezer.Hold> holds, List<String> degradedLines) {
            List<String> reasons = Stream.concat(degraded.stream(), degradedLines.stream()).toList();
            if (!holds.isEmpty()) {
                link.deviceState(DeviceState.FROZEN, holds.stream().map(Freezer.Hold::text).toList());
            } else {
                link.deviceState(reasons.isEmpty() ? DeviceState.ONLINE : DeviceState.DEGRADED, reasons);
            }
        }
    }

    /** Connects to nothing yet. */
    @Inject
    public Uplink(Engine engine, Lines lines) {
        this.engine = engine;
        this.lines = lines;
        lines.onDegraded(this::tell);
    }

    /**
     * Starts to connect; does not wait for the broker.
     *
     * @param failed told when the run cannot go on: the broker refuses us, does not answer in the time allowed, or the embedded
     *     one does not start
     * @throws StartFailure if no embedded broker can be started
     */
    void start(Settings settings, Profile profile, Consumer<StartFailure> failed) {
        EmbeddedBroker embedded = settings.broker().isPresent() ? null
                : EmbeddedBroker.start(settings.brokerJars(), settings.embeddedPort());
        BrokerUrl broker = settings.broker().orElseGet(() -> new BrokerUrl(
                new BrokerAddress(false, EmbeddedBroker.HOST, embedded == null ? BrokerAddress.PLAIN_PORT : embedded.port()), null, null));
        MqttLink link = MqttLink.create(MqttConfig.of(broker.address(), settings.device()).withCredentials(broker.credentials()));
        Reporter reporter = Reporter.start(engine.cmwq(), link, lines::counters, Reporter.INTERVAL);
        List<String> degraded = engine.snapshot().degraded();
        Parts started = new Parts(broker, embedded, link, reporter, degraded);
        parts = started;
        tell();
        link.onChange(status -> onChange(status, broker, failed));
        reporter.info(describe(profile, degraded));
        settings.connectWithin().ifPresent(limit -> watch(limit, broker, failed));
        if (embedded == null) {
            link.start();
        } else {
            embedded.ready().thenRun(link::start).exceptionally(thrown -> refuse(thrown, failed));
        }
    }

    /** {@return what the link says of itself, empty before the start} */
    public Optional<LinkStatus> status() {
        return Optional.ofNullable(parts).map(started -> started.link().status());
    }

    /** {@return the broker in use, empty before the start} */
    public Optional<BrokerUrl> broker() {
        return Optional.ofNullable(parts).map(Parts::broker);
    }

    /** {@return whether this run started its own broker} */
    public boolean embedded() {
        Parts started = parts;
        return started != null && started.embedded() != null;
    }

    /** {@return the id of this run in every payload, empty before the start} */
    public Optional<String> boot() {
        return Optional.ofNullable(parts).map(started -> started.link().boot());
    }

    /** Adds a listener for the link's state. Called by the link's thread; must not block. */
    void onStatus(StatusListener listener) {
        listeners.add(listener);
        status().ifPresent(listener::onStatus);
    }

    /** Publishes an event. Does not wait. */
    void event(LineEvent event, String what) {
        Parts started = parts;
        if (started != null) {
            started.reporter().event(event, what);
        }
    }

    /** Says that work is frozen and why or, without a reason, that it goes on. Does not wait. */
    void frozen(List<Freezer.Hold> reasons) {
        holds = reasons;
        tell();
    }

    /** Says how the device is. By turns, so that what was said last is what was true last. */
    private synchronized void tell() {
        Parts started = parts;
        if (started != null) {
            started.tell(holds, lines.degraded());
        }
    }

    /** Ends the reports; what is reported already goes on to the outbox. Waits. */
    void closeReporter() {
        Parts started = parts;
        if (started != null) {
            started.reporter().close();
        }
    }

    /**
     * Empties the outbox, says offline and disconnects.
     *
     * @return whether the broker confirmed it
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    boolean disconnect(Duration deadline) throws InterruptedException {
        Parts started = parts;
        return started != null && started.link().stop(deadline);
    }

    /** Ends the embedded broker, if there is one. Waits for less than a second. */
    void closeBroker() {
        Parts started = parts;
        if (started != null && started.embedded() != null) {
            started.embedded().close();
        }
        parts = null;
    }

    private void onChange(LinkStatus status, BrokerUrl broker, Consumer<StartFailure> failed) {
        listeners.forEach(listener -> listener.onStatus(status));
        if (status.state() == LinkState.DEGRADED && status.connects() == 0) {
            failed.accept(new StartFailure(ExitCode.NO_PERMISSION, "broker " + broker + ": " + status.message()));
        }
    }

    private void watch(Duration limit, BrokerUrl broker, Consumer<StartFailure> failed) {
        DelayedWork look = Cmwq.delayedWork(() -> status().filter(status -> status.connects() == 0).ifPresent(status ->
                failed.accept(new StartFailure(ExitCode.UNAVAILABLE, "broker " + broker + " was not reached within "
                        + limit.toSeconds() + " s: " + status.message()))));
        engine.cmwq().system("events").queueDelayed(look, limit);
    }

    private static @Nullable Void refuse(Throwable thrown, Consumer<StartFailure> failed) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        failed.accept(cause instanceof StartFailure failure ? failure
                : new StartFailure(ExitCode.UNAVAILABLE, "the embedded broker failed: " + cause.getMessage(), cause));
        return null;
    }

    private DeviceInfo describe(Profile profile, List<String> degraded) {
        BuildInfo build = BuildInfo.load();
        return new DeviceInfo(
                build.version(),
                build.build(),
                profile.board().description(),
                profile.board().simulated(),
                new DeviceInfo.Profile(profile.name(), profile.digest()),
                profile.entries().stream().map(line -> new DeviceInfo.Line(line.id(), line.kind().key(),
                        line.kind().direction().name().toLowerCase(Locale.ROOT))).toList(),
                engine.snapshot().workqueues().stream().map(queue ->
                        new DeviceInfo.Queue(queue.name(), queue.flags(), queue.maxActive())).toList(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                hostBoot(),
                degraded);
    }

    private static String hostBoot() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
