package io.kedge.app.config;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/** The run cannot go on. The message is for the user: the value, the place and the cure, without a stack trace. */
public final class StartFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** A failure whose message says all. */
    public StartFailure(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /** A failure with a cause, shown with {@code --debug} only. */
    public StartFailure(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** {@return what the process ends with} */
    public ExitCode exitCode() {
        return exitCode;
    }
}
