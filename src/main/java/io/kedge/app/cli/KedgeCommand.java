package io.kedge.app.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import io.kedge.app.config.BuildInfo;
import io.kedge.app.config.ExitCode;
import io.kedge.app.config.Nearest;
import io.kedge.app.config.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the application. */
@Command(
    name = "kedge",
    description = "Turns GPIO edges into MQTT messages on kernel-style workqueues.",
    mixinStandardHelpOptions = true,
    versionProvider = KedgeCommand.Version.class,
    subcommands = HelpCommand.class)
public final class KedgeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /**
     * Reads the command line and does what it says.
     *
     * @param actions what the commands do
     * @return the exit code
     */
    public static int execute(String[] arguments, Streams streams, Actions actions) {
        var commandLine = new CommandLine(new KedgeCommand())
                .addSubcommand(new Run(actions.run()))
                .addSubcommand(new SafeState(actions.safeState()))
                .setOut(streams.out())
                .setErr(streams.err())
                .setUsageHelpWidth(80)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((wrong, args) -> refuse(wrong))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line.getErr(), arguments));
        commandLine.getCommandSpec().usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Arrays.stream(ExitCode.values())
                        .collect(Collectors.toMap(code -> String.valueOf(code.code()), ExitCode::meaning, (a, b) -> a,
                                LinkedHashMap::new)));
        return commandLine.execute(arguments);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }

    private static int refuse(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println("kedge: " + messageOf(wrong));
        line.getErr().println((line.getParent() == null ? "'kedge help'" : "'kedge help " + line.getCommandName() + "'") + " shows what can be said");
        line.getErr().flush();
        return ExitCode.USAGE.code();
    }

    private static String messageOf(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().getFirst();
            return "'" + first + "' is not known here" + Nearest.hint(first, known(unmatched.getCommandLine(), first));
        }
        return String.valueOf(wrong.getMessage());
    }

    private static List<String> known(CommandLine line, String wrong) {
        return wrong.startsWith("-")
                ? List.copyOf(line.getCommandSpec().optionsMap().keySet())
                : List.copyOf(line.getSubcommands().keySet());
    }

    private static int failed(Exception failure, PrintWriter err, String[] arguments) {
        ExitCode code = failure instanceof StartFailure start ? start.exitCode() : ExitCode.INTERNAL;
        err.println("kedge: " + failure.getMessage());
        if (List.of(arguments).contains("--debug")) {
            failure.printStackTrace(err);
        }
        err.flush();
        return code.code();
    }

    /**
     * What the commands do; each returns the exit code.
     *
     * @param run       runs the application
     * @param safeState sets the outputs of a board's profile
     */
    public record Actions(ToIntFunction<RunOptions> run, ToIntFunction<String> safeState) { }

    /**
     * Where the command line speaks.
     *
     * @param out what was asked for
     * @param err what went wrong
     */
    public record Streams(PrintWriter out, PrintWriter err) {

        /** {@return the process's own} */
        public static Streams standard() {
            return new Streams(writer(System.out), writer(System.err));
        }

        private static PrintWriter writer(PrintStream stream) {
            return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
        }
    }

    /** Runs the board until it is stopped. */
    @Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run a board until Ctrl-C. Without options: the simulated board with a broker of its own.")
    static final class Run implements Callable<Integer> {
        private final ToIntFunction<RunOptions> launch;

        @Mixin
        private final RunOptions options = new RunOptions();

        Run(ToIntFunction<RunOptions> launch) {
            this.launch = launch;
        }

        @Override
        public Integer call() {
            return launch.applyAsInt(options);
        }
    }

    /** Sets the outputs to their safe levels when the process that had them was killed. */
    @Command(
        name = "safe-state",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Set the outputs of a profile to their safe levels, and give them back. For the service manager, after a Kedge that was",
            "killed; one that stops by itself has done it. Whether a level stays is the chip's affair: a hazard needs hardware."})
    static final class SafeState implements Callable<Integer> {
        private final ToIntFunction<String> set;

        @Option(names = "--board", paramLabel = "BOARD", defaultValue = "${env:KEDGE_BOARD:-sim}",
            description = "as for 'run'; default: KEDGE_BOARD in the environment, else sim, which has nothing to set")
        private String board = "";

        SafeState(ToIntFunction<String> set) {
            this.set = set;
        }

        @Override
        public Integer call() {
            return set.applyAsInt(board);
        }
    }

    /** Says which version this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Kedge " + BuildInfo.load().text()};
        }
    }
}
