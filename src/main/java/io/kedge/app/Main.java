package io.kedge.app;

import java.net.BindException;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.app.cli.KedgeCommand;
import io.kedge.app.cli.RunOptions;
import io.kedge.app.config.ExitCode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

/** The way in. The command line is read before Quarkus starts, so that a wrong one is refused at once. */
@QuarkusMain
public final class Main {
    private Main() { }

    /** Does what the command line says and ends the process. */
    public static void main(String... arguments) {
        System.exit(KedgeCommand.execute(arguments, KedgeCommand.Streams.standard(), Main::run));
    }

    private static int run(RunOptions options) {
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

    /** Quarkus itself did not start. */
    private static ExitCode tell(Throwable cause, boolean debug) {
        boolean portTaken = find(cause, BindException.class) != null;
        System.err.println(portTaken
                ? "kedge: port " + System.getProperty("quarkus.http.port", "8080") + " is in use; choose another with --http-port N"
                        + ", 0 takes a free one"
                : "kedge: the application did not start: " + rootOf(cause));
        if (debug) {
            cause.printStackTrace();
        }
        return portTaken ? ExitCode.UNAVAILABLE : ExitCode.INTERNAL;
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
