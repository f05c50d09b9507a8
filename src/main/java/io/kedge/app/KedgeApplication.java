package io.kedge.app;

import java.io.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import jakarta.inject.Inject;

import io.kedge.app.cli.RunView;
import io.kedge.app.cli.Signals;
import io.kedge.app.cli.Style;
import io.kedge.app.config.ExitCode;
import io.kedge.app.config.KedgeConfig;
import io.kedge.app.config.Settings;
import io.kedge.app.config.StartFailure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.jspecify.annotations.Nullable;

/** One run, from the start of the parts until somebody asks for the stop. */
public class KedgeApplication implements QuarkusApplication {
    private final KedgeConfig config;
    private final Lifecycle lifecycle;
    private final RunScreen screen;
    private final ServiceReport service;
    private final AtomicReference<@Nullable StartFailure> failure = new AtomicReference<>();

    @Inject
    KedgeApplication(KedgeConfig config, Lifecycle lifecycle, RunScreen screen, ServiceReport service) {
        this.config = config;
        this.lifecycle = lifecycle;
        this.screen = screen;
        this.service = service;
    }

    /** Runs until a signal, or until the run cannot go on. {@return the exit code} */
    @Override
    public int run(String... arguments) {
        new Signals(Quarkus::asyncExit, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code())).install();
        var view = new RunView(System.out, Style.of(System.getenv(), isTerminal(), standardOutput()), ZoneId.systemDefault(), InstantSource.system());
        try {
            Settings settings = Settings.of(config, hostname());
            lifecycle.start(settings, new Lifecycle.Watcher() {
                @Override
                public void onOpen() {
                    if (settings.view()) {
                        screen.connect(view, settings, lifecycle.seed());
                    }
                }

                @Override
                public void onFailure(StartFailure reason) {
                    fail(reason);
                }
            });
        } catch (StartFailure refused) {
            view.stop();
            return tell(refused).code();
        }
        Quarkus.waitForExit();
        return stop(view).code();
    }

    private void fail(StartFailure reason) {
        if (failure.compareAndSet(null, reason)) {
            Quarkus.asyncExit();
        }
    }

    private ExitCode stop(RunView view) {
        service.stopping();
        view.stop();
        StopReport report = lifecycle.stop();
        if (config.view()) {
            view.say("");
            view.say(String.format(Locale.ROOT, "Stopped in %.1f s: ", report.took().toMillis() / 1e3)
                    + String.join(", ", report.done()) + ".");
        }
        report.givenUp().forEach(step -> System.err.println("kedge: " + step));
        StartFailure reason = failure.get();
        if (reason != null) {
            return tell(reason);
        }
        return report.clean() ? ExitCode.OK : ExitCode.UNCLEAN;
    }

    private ExitCode tell(StartFailure reason) {
        System.err.println("kedge: " + reason.getMessage());
        if (config.debug()) {
            reason.printStackTrace();
        }
        return reason.exitCode();
    }

    @SuppressWarnings("SystemConsoleNull") // null is one of its answers on JDK 25
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** {@return device and inode of standard output, as systemd names them in JOURNAL_STREAM; empty if they are not to be had} */
    private static String standardOutput() {
        try {
            Map<String, Object> file = Files.readAttributes(Path.of("/proc/self/fd/1"), "unix:dev,ino");
            return file.get("dev") + ":" + file.get("ino");
        } catch (IOException | UnsupportedOperationException none) {
            return "";
        }
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }
}
