package io.kedge.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A JVM of its own that runs the main method of a test class: for what depends on how Java was started, and by whom. */
public final class ChildJvm {
    private static final String ENGINE = codeOf(Cmwq.class).toString();

    private final Class<?> main;
    private final List<String> prefix = new ArrayList<>();
    private final List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xshare:auto"));
    private String classes = codeOf(ChildJvm.class) + java.io.File.pathSeparator + ENGINE;

    private ChildJvm(Class<?> main) {
        this.main = main;
    }

    /**
     * What it did.
     *
     * @param exit   exit code
     * @param output standard output and error
     */
    public record Result(int exit, String output) { }

    /** A child that starts Java with no option the engine needs. */
    public static ChildJvm bare(Class<?> main) {
        return new ChildJvm(main);
    }

    /** A child that starts Java as the engine needs it. */
    public static ChildJvm of(Class<?> main) {
        return bare(main).options("--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED");
    }

    public ChildJvm options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** The engine comes from the module path, as the module {@code io.kedge.runtime}. */
    public ChildJvm engineAsModule() {
        classes = codeOf(ChildJvm.class).toString();
        return options("--module-path", ENGINE, "--add-modules", "io.kedge.runtime");
    }

    /** Has Java started by this command, for instance {@code taskset -c 0}. */
    public ChildJvm startedBy(String... command) {
        prefix.addAll(List.of(command));
        return this;
    }

    /** {@return where the classes of the engine and of these tests are} */
    public static List<Path> classFolders() {
        return List.of(codeOf(Cmwq.class), codeOf(ChildJvm.class));
    }

    /** Takes the engine and the main class from another place. */
    public ChildJvm classesFrom(List<Path> folders) {
        classes = String.join(java.io.File.pathSeparator, folders.stream().map(Path::toString).toList());
        return this;
    }

    /** Runs it to its end, or for {@link EngineExtension#DEADLINE_SECONDS}: then it is killed, which its exit status tells. */
    public Result run() {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classes, main.getName()));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            CompletableFuture.delayedExecutor(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while a child ran", interrupted);
        }
    }

    private static Path codeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
