package io.kedge.app.mqtt.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A real Mosquitto on a free loopback port, with a configuration of its own. Stopped by its process, never by its name.
 */
public final class Mosquitto implements AutoCloseable {
    private static final String CURE = "; install it: sudo apt-get install -y mosquitto";
    private static final int STOP_SECONDS = 10;

    private final Path directory;
    private final int port;
    private final List<String> settings;
    private @Nullable Process process;

    private Mosquitto(Path directory, int port, List<String> settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
    }

    /** Starts a broker that lets anybody in. */
    public static Mosquitto open(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("allow_anonymous true");
        return startNew(temporary(), all);
    }

    /** Starts a broker that lets this user in only. */
    public static Mosquitto withPassword(String user, String password) {
        Path directory = temporary();
        Path passwords = directory.resolve("passwords");
        run(List.of(binary("mosquitto_passwd"), "-b", "-c", passwords.toString(), user, password));
        return startNew(directory, List.of("allow_anonymous false", "password_file " + passwords));
    }

    /** Starts a broker that speaks TLS only. */
    public static Mosquitto withTls(Path certificate, Path key) {
        return startNew(temporary(), List.of("allow_anonymous true", "certfile " + certificate, "keyfile " + key));
    }

    /** {@return a broker that is not started yet, with its port} */
    public static Mosquitto later(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("allow_anonymous true");
        return new Mosquitto(temporary(), freePort(), all);
    }

    /** {@return the port it listens on} */
    public int port() {
        return port;
    }

    /** Starts it, again after {@link #kill} too. Waits until it takes connections. */
    public void start() {
        try {
            Path conf = directory.resolve("mosquitto.conf");
            List<String> lines = new ArrayList<>();
            lines.add("user " + System.getProperty("user.name"));
            lines.add("listener " + port + " 127.0.0.1");
            lines.add("persistence false");
            lines.addAll(settings);
            Files.write(conf, lines);
            Process started = new ProcessBuilder(binary("mosquitto"), "-c", conf.toString(), "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            Await.until("mosquitto on port " + port, () -> !started.isAlive() || listens(), this::logText);
            if (!started.isAlive()) {
                throw new AssertionError("mosquitto ended at once: " + logText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a power cut would: nobody is told. */
    public void kill() {
        end(true);
    }

    /** {@return what it logged} */
    public String logText() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "nothing";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end(false);
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mosquitto startNew(Path directory, List<String> settings) {
        Mosquitto broker = new Mosquitto(directory, freePort(), settings);
        broker.start();
        return broker;
    }

    private void end(boolean forcibly) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        if (forcibly) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Path log() {
        return directory.resolve("mosquitto.log");
    }

    private boolean listens() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return a loopback port that nobody uses at the moment} */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("kedge-mosquitto");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String binary(String name) {
        for (String directory : List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin",
                "/opt/homebrew/sbin")) {
            Path file = Path.of(directory, name);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        throw new AssertionError(name + " is not installed, and this test needs the real one" + CURE);
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
