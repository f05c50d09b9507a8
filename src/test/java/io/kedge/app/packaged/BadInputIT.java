package io.kedge.app.packaged;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kedge.app.config.ExitCode;
import io.kedge.app.mqtt.support.Mosquitto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each wrong input gives one clear message with the cure, its exit code, and no stack trace. */
class BadInputIT {

    @TempDir
    Path folder;

    private static void assertRefused(ExitCode code, String message, String... arguments) {
        assertRefused(code, message, List.of(), Map.of(), arguments);
    }

    private static void assertRefused(ExitCode code, String message, List<String> flags, Map<String, String> environment, String... arguments) {
        var all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(arguments));
        if (!all.contains("--http-port")) {
            all.addAll(List.of("--http-port", "0"));
        }
        try (AppProcess app = AppProcess.start(flags, environment, all)) {
            assertEquals(code.code(), app.exitCode(), app::output);
            assertTrue(app.output().contains("kedge: " + message), () -> "'" + message + "' is not in: " + app.output());
            assertFalse(app.output().contains("Exception"), app::output);
            assertFalse(app.output().contains("\tat "), app::output);
            assertFalse(app.output().contains("hunter2"), "a password shows");
        }
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    private String profile(String line) throws IOException {
        return Files.writeString(folder.resolve("porch.yaml"), """
                profile: porch
                version: 1
                board:
                  simulated: true
                chips:
                  gpio: {label: kedge-sim, lines: 8}
                lines:
                  bell:
                    as: button
                %s
                """.formatted(line.indent(4))).toString();
    }

    @Test
    void aWrongOption() {
        assertRefused(ExitCode.USAGE, "'--bord' is not known here, did you mean '--board'?", "--bord", "sim");
    }

    @Test
    void aTypingErrorInTheEnvironment() {
        assertRefused(ExitCode.USAGE, "environment variable KEDGE_BORAD is none of Kedge's, did you mean KEDGE_BOARD?", List.of(),
                Map.of("KEDGE_BORAD", "raspberrypi-5"));
    }

    @Test
    void anUnknownProfile() {
        assertRefused(ExitCode.NO_PROFILE, "raspberypi-5: there is no such profile, and no such file", "--board", "raspberypi-5");
    }

    @Test
    void anUnknownKey() throws IOException {
        String file = profile("offset: 1\nbais: pull-up");
        assertRefused(ExitCode.PROFILE, file + ":11:5: lines.bell.bais: ", "--board", file);
    }

    @Test
    void aLineOutOfRange() throws IOException {
        String file = profile("offset: 8");
        assertRefused(ExitCode.PROFILE, file + ":10:13: lines.bell.offset: ", "--board", file);
    }

    @Test
    void aRealBoardWithoutABroker() {
        assertRefused(ExitCode.CONFIG, "profile raspberrypi-4b is for a real board: give the broker its events go to with"
                + " --broker mqtt://HOST[:PORT]", "--board", "raspberrypi-4b");
    }

    @Test
    void anotherBoardThanTheProfiles() {
        assertRefused(ExitCode.BOARD, "profile raspberrypi-4b is for raspberrypi,4-model-b, and this machine ", "--board", "raspberrypi-4b",
                "--broker", "mqtt://localhost");
    }

    @Test
    void anHttpPortInUse() throws IOException {
        try (ServerSocket taken = taken()) {
            assertRefused(ExitCode.UNAVAILABLE, "port " + taken.getLocalPort() + " is in use; choose another with --http-port N",
                    "--http-port", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void anMqttPortInUse() throws IOException {
        try (ServerSocket taken = taken()) {
            assertRefused(ExitCode.UNAVAILABLE, "port " + taken.getLocalPort() + " is in use; choose another with --mqtt-port N",
                    "--mqtt-port", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void noEmbeddedBroker() {
        assertRefused(ExitCode.UNAVAILABLE, "this installation brings no broker of its own", List.of("-Dkedge.broker-jars=/nowhere"), Map.of());
    }

    @Test
    void aWrongPassword() {
        try (Mosquitto broker = Mosquitto.withPassword("pat", "right")) {
            assertRefused(ExitCode.NO_PERMISSION, "broker mqtt://pat@127.0.0.1:" + broker.port() + ": ", List.of(),
                    Map.of("KEDGE_MQTT_PASSWORD", "hunter2"), "--broker", "mqtt://pat@127.0.0.1:" + broker.port());
        }
    }

    @Test
    void aBrokerThatRefuses() {
        assertRefused(ExitCode.UNAVAILABLE, "broker mqtt://127.0.0.1:1 was not reached within 1 s: nobody listens at",
                "--broker", "mqtt://127.0.0.1:1", "--connect-within", "1");
    }

    @Test
    void aHostThatDoesNotExist() {
        assertRefused(ExitCode.UNAVAILABLE, "broker mqtt://broker.invalid:1883 was not reached within 3 s: there is no host 'broker.invalid'",
                "--broker", "mqtt://broker.invalid", "--connect-within", "3");
    }

    @Test
    void aSettingOfTheEnvironmentThatIsNone() {
        assertRefused(ExitCode.USAGE, "setting kedge.connect-within cannot be 'soon'; correct it in the environment (KEDGE_CONNECT_WITHIN)",
                List.of(), Map.of("KEDGE_CONNECT_WITHIN", "soon"));
    }

    @Test
    void aJavaThatCannotCarryTheEngine() {
        assertRefused(ExitCode.JAVA, "this JVM has no virtual threads with continuations",
                List.of("-XX:+UnlockExperimentalVMOptions", "-XX:-VMContinuations"), Map.of());
    }
}
