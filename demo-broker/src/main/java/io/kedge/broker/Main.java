package io.kedge.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;

/**
 * Runs HiveMQ CE on loopback until its standard input ends or it is told to stop, so that it dies with whoever started
 * it.
 *
 * <pre>
 * java -cp 'demo-broker/target/broker/*' io.kedge.broker.Main PORT DIRECTORY
 * </pre>
 *
 * Port 0 takes a free one. The directory gets the configuration and the log; nothing that is published is kept.
 * Standard
 * output gets one line, {@code READY 127.0.0.1 PORT}. Exit codes: 0 stopped, 64 wrong arguments, 69 port in use, 70
 * fault.
 */
public final class Main {
    private static final String HOST = "127.0.0.1";
    private static final int WRONG_ARGUMENTS = 64;
    private static final int UNAVAILABLE = 69;
    private static final int FAULT = 70;
    private static final int HIGHEST_PORT = 65_535;

    private Main() { }

    /** Runs until standard input ends. */
    public static void main(String[] arguments) {
        PrintStream output = System.out;
        System.setOut(System.err);   // whatever a library prints is no READY
        System.exit(run(arguments, output));
    }

    private static int run(String[] arguments, PrintStream output) {
        if (arguments.length != 2 || !arguments[0].matches("[0-9]{1,5}")
                || Integer.parseInt(arguments[0]) > HIGHEST_PORT) {
            System.err.println("usage: PORT DIRECTORY; the port is 0 (a free one) to " + HIGHEST_PORT);
            return WRONG_ARGUMENTS;
        }
        try {
            serve(reserve(Integer.parseInt(arguments[0])), Files.createDirectories(Path.of(arguments[1])), output);
            return 0;
        } catch (BindException e) {
            System.err.println("port " + arguments[0] + " of " + HOST
                    + " is in use; choose another, or 0 for a free one");
            return UNAVAILABLE;
        } catch (IOException | ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            System.err.println("the broker cannot run: " + cause.getMessage() + "; its log is in " + arguments[1]);
            return FAULT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAULT;
        }
    }

    private static void serve(int port, Path directory, PrintStream output)
            throws IOException, ExecutionException, InterruptedException {
        logInto(directory);
        broker(directory, port).start().get();
        output.println("READY " + HOST + " " + port);
        output.flush();
        System.in.transferTo(OutputStream.nullOutputStream());
        // Not stopped: nothing is kept, and HiveMQ's own stopping takes several seconds.
    }

    /* HiveMQ logs with Logback, which reads this property at its first use. */
    private static void logInto(Path directory) {
        System.setProperty("kedge.broker.log", directory.resolve("broker.log").toString());
        System.setProperty("logback.configurationFile", "kedge-broker-logback.xml");
    }

    private static EmbeddedHiveMQ broker(Path directory, int port) throws IOException {
        Path configuration = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), configuration(port));
        EmbeddedExtension everybody = EmbeddedExtension.builder()
                .withId("kedge-allow-all").withName("Kedge: let everybody in").withVersion("1").withAuthor("Kedge")
                .withPriority(0).withStartPriority(1000)
                .withExtensionMain(new AllowAll())
                .build();
        return EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(directory.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(directory.resolve("extensions")))
                .withEmbeddedExtension(everybody)
                .withoutLoggingBootstrap()
                .build();
    }

    private static String configuration(int port) {
        return """
                <?xml version="1.0"?>
                <hivemq>
                    <listeners>
                        <tcp-listener>
                            <port>%d</port>
                            <bind-address>%s</bind-address>
                        </tcp-listener>
                    </listeners>
                    <persistence>
                        <mode>in-memory</mode>
                    </persistence>
                    <anonymous-usage-statistics>
                        <enabled>false</enabled>
                    </anonymous-usage-statistics>
                </hivemq>
                """.formatted(port, HOST);
    }

    /* HiveMQ knows no port 0, and reports a port in use only in its log. */
    private static int reserve(int wish) throws IOException {
        try (ServerSocket probe = new ServerSocket(wish, 1, InetAddress.ofLiteral(HOST))) {
            return probe.getLocalPort();
        }
    }
}
