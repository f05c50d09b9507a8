package io.kedge.app;

import java.net.BindException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kedge.app.cli.KedgeCommand;
import io.kedge.app.cli.RunOptions;
import io.kedge.app.config.Environment;
import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import io.kedge.app.gpio.SafeState;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

/** The way in. The command line is read before Quarkus starts, so that a wrong one is refused at once. */
@QuarkusMain
public final class Main {
    private static final Pattern WRONG_SETTING = Pattern.compile("config property (\\S+) with the config value \"([^\"]*)\"");

    private static final KedgeCommand.Streams STREAMS = KedgeCommand.Streams.standard();

    private Main() { }

    /** Does what the command line says and ends the process. */
    public static void main(String... arguments) {
        System.exit(KedgeCommand.execute(arguments, STREAMS, new KedgeCommand.Actions(Main::run, Main::safeState)));
    }

    private static int run(RunOptions options) {
        Environment.refuseTypingErrors(System.getenv());
        options.properties().forEach(System::setProperty);
        var exit = new AtomicInteger();
        Quarkus.run(KedgeApplication.class, (code, cause) -> {
            exit.set(code);
            if (cause != null) {
                exit.set(tell(cause, options.debug()).code());
            }
        });
        return exit.get();
    }

    private static int safeState(String board) {
        Environment.refuseTypingErrors(System.getenv());
        return SafeState.ofThisMachine().set(board, STREAMS.out(), STREAMS.err()).code();
    }

    /** Quarkus itself did not start. */
    private static ExitCode tell(Throwable cause, boolean debug) {
        StartFailure reason = reasonOf(cause);
        System.err.println("kedge: " + reason.getMessage());
        if (debug) {
            cause.printStackTrace();
        }
        return reason.exitCode();
    }

    /** {@return what it means for a user that Quarkus did not start} */
    static StartFailure reasonOf(Throwable cause) {
        if (find(cause, BindException.class) instanceof BindException refused) {
            boolean foreign = String.valueOf(refused.getMessage()).contains("assign");
            return new StartFailure(ExitCode.UNAVAILABLE, foreign
                    ? "--http-host (KEDGE_HTTP_HOST) names an address that this machine does not have; 0.0.0.0 listens on all it has"
                    : "port " + System.getProperty("kedge.http.port", System.getenv().getOrDefault("KEDGE_HTTP_PORT", "8080"))
                            + " is in use; choose another with --http-port N (KEDGE_HTTP_PORT), 0 takes a free one", cause);
        }
        Matcher setting = WRONG_SETTING.matcher(String.valueOf(rootOf(cause).getMessage()));
        if (setting.find()) {
            return new StartFailure(ExitCode.USAGE, "setting " + setting.group(1) + " cannot be '" + setting.group(2)
                    + "'; correct it in the environment (" + setting.group(1).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
                    + ") or in application.properties", cause);
        }
        return new StartFailure(ExitCode.INTERNAL, "the application did not start: " + rootOf(cause), cause);
    }

    private static @Nullable Throwable find(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
