package io.kedge.app.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.Subscriber;
import io.kedge.app.systemd.Receiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The application as the unit starts it: "run" without options, all settings in the environment. */
class ServiceIT {
    private static final List<String> RUN = List.of("run");
    private static final String NOTIFY = "@kedge-service-" + ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private static AppProcess start(Map<String, String> environment) {
        return AppProcess.start(List.of(), environment, RUN);
    }

    @Test
    void theEnvironmentSettlesBoardBrokerPasswordDeviceAndPort() throws IOException {
        Path password = Files.writeString(folder.resolve("mqtt-password"), "hunter2\n");
        try (Mosquitto broker = Mosquitto.open(); Subscriber subscriber = new Subscriber(broker.port()); AppProcess app = start(Map.of(
                "KEDGE_BOARD", "sim", "KEDGE_BROKER", "mqtt://pat@127.0.0.1:" + broker.port(),
                "KEDGE_MQTT_PASSWORD_FILE", password.toString(), "KEDGE_DEVICE", "from-kedge-env", "KEDGE_HTTP_PORT", "0",
                "KEDGE_HTTP_HOST", "127.0.0.2"))) {
            subscriber.awaitLast("from-kedge-env/state", "\"online\"");
            app.awaitOutput("web +http://127\\.0\\.0\\.2:[1-9]");
            app.awaitOutput("-u 'pat'");
            assertFalse(app.output().contains("hunter2"), app::output);
        }
    }

    @Test
    void systemdHearsOfReadyBrokerLifeAndStop() throws IOException {
        try (Mosquitto broker = Mosquitto.later(); Receiver systemd = Receiver.on(NOTIFY); AppProcess app = start(Map.of(
                "KEDGE_BROKER", "mqtt://127.0.0.1:" + broker.port(), "KEDGE_HTTP_PORT", "0",
                "NOTIFY_SOCKET", NOTIFY, "WATCHDOG_USEC", "1000000"))) {
            systemd.await("READY=1\nSTATUS=profile sim, 5 lines; connecting to the broker");
            systemd.await("STATUS=profile sim, 5 lines; nobody listens at");
            systemd.await("WATCHDOG=1");
            broker.start();
            systemd.await("STATUS=profile sim, 5 lines; connected to");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
            systemd.await("STOPPING=1");
            assertEquals(1, systemd.received().stream().filter(message -> message.startsWith("READY=1")).count());
        }
    }

    @Test
    void aWatchdogOfAnotherProcessGetsNothing() {
        try (Receiver systemd = Receiver.on(NOTIFY); AppProcess app = start(Map.of("KEDGE_BROKER", "mqtt://127.0.0.1:1",
                "KEDGE_HTTP_PORT", "0", "NOTIFY_SOCKET", NOTIFY, "WATCHDOG_USEC", "200000", "WATCHDOG_PID", "1"))) {
            systemd.await("READY=1");
            app.awaitOutput("button +released");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
            assertFalse(systemd.received().contains("WATCHDOG=1"), () -> systemd.received().toString());
        }
    }

    @Test
    void aSocketThatIsNotThereIsWarnedOfOnceAndTheRunGoesOn() {
        try (AppProcess app = start(Map.of("KEDGE_BROKER", "mqtt://127.0.0.1:1", "KEDGE_HTTP_PORT", "0",
                "NOTIFY_SOCKET", folder.resolve("nobody").toString()))) {
            app.awaitOutput("button +pressed");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
            List<String> warnings = app.output().lines().filter(line -> line.contains("NOTIFY_SOCKET")).toList();
            assertEquals(1, warnings.size(), app::output);
            assertTrue(warnings.getFirst().contains("there is no such socket"), app::output);
        }
    }
}
