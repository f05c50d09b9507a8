package io.kedge.app.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.kedge.app.mqtt.support.Await;
import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.Subscriber;
import io.kedge.app.suspend.MessageBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A run that is frozen from outside: by logind on a bus of the test, by the operator. */
class FreezeIT {

    @TempDir
    private Path folder;

    /** Stands in for systemd-inhibit: writes down when the lock is held and when it is let go. */
    @BeforeEach
    void inhibitor() throws IOException {
        Path script = Files.writeString(folder.resolve("systemd-inhibit"), """
            #!/bin/sh
            here=$(dirname "$0")
            echo "$1 $2" >> "$here/lock"
            env > "$here/env"
            for command; do :; done
            "$command"
            echo released >> "$here/lock"
            """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private AppProcess start(MessageBus bus, Mosquitto broker) {
        return AppProcess.start(List.of(), Map.of("DBUS_SYSTEM_BUS_ADDRESS", bus.address(), "PATH", folder + ":/usr/bin:/bin",
                        "KEDGE_MQTT_PASSWORD", "hunter2"),
                List.of("run", "--http-port", "0", "--broker", "mqtt://pat@127.0.0.1:" + broker.port()));
    }

    private List<String> lock() {
        try {
            Path lock = folder.resolve("lock");
            return Files.exists(lock) ? Files.readAllLines(lock) : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void awaitLock(String... wanted) {
        Await.until("the lock " + List.of(wanted), () -> lock().equals(List.of(wanted)), this::lock);
    }

    @Test
    void theStateTopicSaysFrozenUntilTheMachineWakes() throws IOException {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind(); Mosquitto broker = Mosquitto.open();
                Subscriber subscriber = new Subscriber(broker.port()); AppProcess app = start(bus, broker)) {
            subscriber.awaitLast("/state", "\"online\"");
            awaitLock("--what=sleep --mode=delay");
            assertTrue(Files.readAllLines(folder.resolve("env")).stream().noneMatch(line -> line.contains("hunter2")), "the child knows the password");
            logind.prepareForSleep(true);
            awaitLock("--what=sleep --mode=delay", "released");
            subscriber.awaitLast("/state", "\"state\":\"frozen\",\"reasons\":[\"suspend\"]");
            app.awaitOutput("workqueues +frozen \\(suspend\\)");
            logind.prepareForSleep(false);
            subscriber.awaitLast("/state", "\"online\"");
            awaitLock("--what=sleep --mode=delay", "released", "--what=sleep --mode=delay");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
            awaitLock("--what=sleep --mode=delay", "released", "--what=sleep --mode=delay", "released");
        }
    }

    @Test
    void whoIsKilledHoldsNoMachineUp() {
        try (MessageBus bus = MessageBus.open(folder); var _ = bus.join().asLogind(); Mosquitto broker = Mosquitto.open();
                AppProcess app = start(bus, broker)) {
            awaitLock("--what=sleep --mode=delay");
            app.kill();
            awaitLock("--what=sleep --mode=delay", "released");
        }
    }

    @Test
    void itStopsCleanlyWhileItIsFrozenForBoth() throws IOException, InterruptedException {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind(); Mosquitto broker = Mosquitto.open();
                Subscriber subscriber = new Subscriber(broker.port()); AppProcess app = start(bus, broker)) {
            subscriber.awaitLast("/state", "\"online\"");
            String web = app.awaitOutput("web +(http://127\\.0\\.0\\.1:\\d+)").group(1);
            var put = HttpRequest.newBuilder(URI.create(web + "/api/maintenance")).header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"frozen\":true,\"reason\":\"new relay\"}")).build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertEquals(200, client.send(put, HttpResponse.BodyHandlers.ofString()).statusCode());
            }
            subscriber.awaitLast("/state", "\"frozen\",\"reasons\":[\"maintenance: new relay\"]");
            awaitLock("--what=sleep --mode=delay");
            logind.prepareForSleep(true);
            subscriber.awaitLast("/state", "\"reasons\":[\"suspend\",\"maintenance: new relay\"]");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
            subscriber.awaitLast("/state", "\"offline\",\"cause\":\"stopped\"");
        }
    }
}
