package io.kedge.app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;

/**
 * The MQTT broker that a simulated run brings along, on loopback and in a process of its own. It ends when its standard
 * input does, so that it cannot outlive this process.
 */
final class EmbeddedBroker implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final String MAIN_CLASS = "io.kedge.broker.Main";
    private static final int USUAL_PORT = 1883;
    private static final int CLOSE_MILLIS = 400;
    private static final int TAIL_LINES = 5;

    private final Process process;
    private final Path directory;
    private final int port;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile boolean closing;

    private EmbeddedBroker(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /**
     * {@return a broker that is on its way up}
     *
     * @param jars where the broker's jars are, if it was said
     * @param wish the port it shall have, empty for the usual one or a free one
     * @throws StartFailure if there is none here, or the port is taken
     */
    static EmbeddedBroker start(Optional<String> jars, OptionalInt wish) {
        Path library = jars.map(Path::of).orElseGet(EmbeddedBroker::besideTheApplication);
        if (!Files.isDirectory(library)) {
            throw new StartFailure(ExitCode.UNAVAILABLE, "this installation brings no broker of its own (it would be in " + library
                    + "); give one with --broker mqtt://HOST[:PORT], for instance Mosquitto: sudo apt install mosquitto");
        }
        int port = wish.isPresent() && wish.getAsInt() != 0 ? free(wish.getAsInt()) : usualOrAny(wish);
        try {
            Path directory = Files.createTempDirectory("kedge-broker-");
            var broker = new EmbeddedBroker(launch(library, directory, port), directory, port);
            Thread.ofPlatform().daemon().name("broker-output").start(broker::readOutput);
            return broker;
        } catch (IOException failed) {
            throw new StartFailure(ExitCode.UNAVAILABLE, "the embedded broker cannot be started: " + failed.getMessage()
                    + "; give one with --broker mqtt://HOST[:PORT]", failed);
        }
    }

    /** {@return the port it listens on when it is ready} */
    int port() {
        return port;
    }

    /** {@return completed when it listens, failed with {@link StartFailure} if it ended before} */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Ends it. Waits for less than a second. */
    @Override
    public void close() {
        closing = true;
        try {
            process.getOutputStream().close();
            if (!process.waitFor(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException alreadyClosed) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(directory);
    }

    private static Process launch(Path library, Path directory, int port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Ctrl-C reaches every process of the terminal's group: the shell makes the broker ignore it, or it would be gone before
        // 'offline' is said.
        List<String> command = List.of("/bin/sh", "-c", "trap '' INT TERM HUP; exec \"$0\" \"$@\"", java,
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", library + File.separator + "*", MAIN_CLASS,
                Integer.toString(port), directory.toString());
        return new ProcessBuilder(command).redirectError(log(directory).toFile()).start();
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("READY ")) {
                    ready.complete(null);
                }
            }
        } catch (IOException closed) {
            fail(closed);
        }
        fail(new StartFailure(ExitCode.UNAVAILABLE, "the embedded broker ended before it was ready: "
                + tail() + "; give one with --broker mqtt://HOST[:PORT]"));
    }

    /** The broker cannot become ready; no failure if we have ended it ourselves. */
    private void fail(Exception cause) {
        if (!closing) {
            ready.completeExceptionally(cause);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log(directory));
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "without a word";
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("broker.err");
    }

    /** In a source tree: {@code src/target/quarkus-app/quarkus-run.jar} and {@code demo-broker/target/broker}. */
    private static Path besideTheApplication() {
        Path jar = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]).toAbsolutePath().normalize();
        Path application = jar.getParent() == null ? jar : jar.getParent();
        return application.resolve("../../../demo-broker/target/broker").normalize();
    }

    private static int usualOrAny(OptionalInt wish) {
        return wish.isEmpty() && isFree(USUAL_PORT) ? USUAL_PORT : anyFree();
    }

    private static int free(int port) {
        if (isFree(port)) {
            return port;
        }
        throw new StartFailure(ExitCode.UNAVAILABLE, "port " + port + " is in use; choose another with --mqtt-port N, 0 takes a free one");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyFree() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            System.getLogger(EmbeddedBroker.class.getName()).log(System.Logger.Level.WARNING, directory + " could not be deleted: " + stays);
        }
    }
}
