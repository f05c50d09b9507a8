package io.kedge.app.packaged;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.kedge.app.mqtt.support.Await;

/** The packaged application, started as {@code java -jar quarkus-run.jar ARGUMENTS}. Ends with the test. */
final class AppProcess implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;

    private final Process process;
    private final Path output;

    private AppProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static AppProcess start(List<String> arguments) {
        return start(List.of(), Map.of(), arguments);
    }

    /** Starts it with flags for the JVM and additions to an environment that says nothing of Kedge. */
    static AppProcess start(List<String> flags, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of("-jar", System.getProperty("kedge.packaged", "target/quarkus-app/quarkus-run.jar")));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("kedge-app", ".out");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                    .redirectInput(new File("/dev/null"));
            builder.environment().keySet().removeIf(name -> name.startsWith("KEDGE_") || name.startsWith("QUARKUS_"));
            builder.environment().putAll(environment);
            return new AppProcess(builder.start(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return the first match of the pattern in what it said, as soon as there is one} */
    MatchResult awaitOutput(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Await.until("'" + pattern + "' on the terminal", () -> wanted.matcher(output()).find() || !process.isAlive(), this::output);
        return wanted.matcher(output()).results().findFirst()
                .orElseThrow(() -> new AssertionError("it ended without '" + pattern + "': " + output()));
    }

    /** Sends it SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends it SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Sends it SIGTERM as an impatient person does. */
    void terminateUntilItEnds() {
        Await.until("its end", () -> {
            process.destroy();
            return !process.isAlive();
        }, this::output);
    }

    /** {@return its exit code} Waits. */
    int exitCode() {
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end within " + DEADLINE_SECONDS + " s: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** {@return the processes it started} */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    @Override
    public void close() {
        children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitCode();
        try {
            Files.deleteIfExists(output);
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
