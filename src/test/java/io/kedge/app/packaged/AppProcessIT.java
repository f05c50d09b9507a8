package io.kedge.app.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.kedge.app.config.ExitCode;
import io.kedge.app.mqtt.support.Await;
import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.Received;
import io.kedge.app.mqtt.support.Subscriber;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AppProcessIT {
    private static final List<String> SIMULATED = List.of("run", "--http-port", "0", "--mqtt-port", "0", "--device", "it-board", "--seed", "7");

    private static JsonSchema schema(String name) throws IOException {
        try (InputStream text = AppProcessIT.class.getResourceAsStream("/schema/" + name + ".json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Objects.requireNonNull(text, name));
        }
    }

    private static void assertValid(String name, Received message) throws IOException {
        assertEquals("[]", schema(name).validate(message.json()).toString(), message::text);
    }

    private static boolean isPress(Received message) {
        return message.json().path("what").asText().equals("pressed");
    }

    @Test
    void aPressOnTheSimulatedBoardReachesASubscriberOfTheEmbeddedBroker() throws IOException {
        try (AppProcess app = AppProcess.start(SIMULATED)) {
            int port = Integer.parseInt(app.awaitOutput("mosquitto_sub -h 127\\.0\\.0\\.1 -p (\\d+) -t 'kedge/\\+/it-board/#' -v").group(1));
            app.awaitOutput("mqtt +connected to mqtt://127\\.0\\.0\\.1:" + port);
            try (Subscriber subscriber = new Subscriber(port)) {
                Await.until("a press over MQTT", () -> subscriber.on("/event/button").stream().anyMatch(AppProcessIT::isPress), app::output);
                Received press = subscriber.on("/event/button").stream().filter(AppProcessIT::isPress).findFirst().orElseThrow();
                assertValid("event", press);
                assertTrue(press.topic().matches("kedge/[0-9a-f]{2}/it-board/event/button"), press::topic);
                assertValid("state", subscriber.awaitOn("it-board/state", 1).getFirst());
                assertValid("info", subscriber.awaitOn("it-board/info", 1).getFirst());
            }
            app.awaitOutput("led +on");
            List<ProcessHandle> children = app.children();
            assertFalse(children.isEmpty(), "the broker is a process of its own");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
            app.awaitOutput("published 'offline'");
            assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), "a child is left");
            assertFalse(app.output().contains("Exception"), app::output);
        }
    }

    @Test
    void aStopSaysFarewellAndNoLastWill() throws IOException {
        try (Mosquitto broker = Mosquitto.open(); Subscriber subscriber = new Subscriber(broker.port());
                AppProcess app = AppProcess.start(List.of("run", "--http-port", "0", "--device", "it-board",
                        "--broker", "mqtt://127.0.0.1:" + broker.port()))) {
            app.awaitOutput("mqtt +connected to");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
            subscriber.awaitLast("it-board/state", "\"offline\"");
            Received last = subscriber.on("it-board/state").getLast();
            JsonNode farewell = last.json();
            assertEquals("stopped", farewell.path("cause").asText(), last::text);
            assertValid("state", last);
        }
    }

    @Test
    void aSecondSignalEndsItAtOnceAndItsBrokerFollows() {
        try (AppProcess app = AppProcess.start(SIMULATED)) {
            app.awaitOutput("mqtt +connected to");
            List<ProcessHandle> children = app.children();
            app.terminateUntilItEnds();
            assertEquals(ExitCode.INTERRUPTED.code(), app.exitCode(), app::output);
            Await.until("the end of its broker", () -> children.stream().noneMatch(ProcessHandle::isAlive), () -> children);
        }
    }

    @Test
    void aStopBeforeTheEmbeddedBrokerIsReadyIsNoFailure() {
        try (AppProcess app = AppProcess.start(SIMULATED)) {
            app.awaitOutput("stop +Ctrl-C");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
        }
    }

    @Test
    void aRunWithoutItsBrokerGoesOnAndConnectsWhenThereIsOne() {
        try (Mosquitto broker = Mosquitto.later();
                AppProcess app = AppProcess.start(List.of("run", "--http-port", "0", "--broker", "mqtt://127.0.0.1:" + broker.port()))) {
            app.awaitOutput("nobody listens at mqtt://127.0.0.1:" + broker.port());
            app.awaitOutput("button +pressed");
            broker.start();
            app.awaitOutput("mqtt +connected to");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
        }
    }

    @Test
    void theTerminalStaysWithin80ColumnsAndWithoutColours() {
        try (AppProcess app = AppProcess.start(SIMULATED)) {
            app.awaitOutput("CPUitsv CMW/RPR");
            app.terminate();
            assertEquals(0, app.exitCode(), app::output);
            assertTrue(app.output().lines().allMatch(line -> line.length() <= 80), app::output);
            assertTrue(app.output().chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)), app::output);
        }
    }
}
