package io.kedge.app.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kedge.app.mqtt.MqttLink;
import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.Received;
import io.kedge.app.mqtt.support.SchemaOracle;
import io.kedge.app.mqtt.support.Subscriber;
import io.kedge.runtime.Cmwq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The reporter on a real engine, over a real broker: every message with its flags and held to its schema. */
class ReporterTest {
    private static final DeviceId DEVICE = new DeviceId("door-1");
    private static final String TOPICS = "kedge/" + DEVICE.shard() + "/door-1/";

    private final Mosquitto broker = Mosquitto.open();
    private final Subscriber subscriber = new Subscriber(broker.port());
    private final Cmwq cmwq = Cmwq.start();
    private final MqttLink link = MqttLink.create(MqttConfig.of(new BrokerAddress(false, "127.0.0.1", broker.port()),
            DEVICE));

    @BeforeEach
    void start() {
        link.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        link.stop(Duration.ofSeconds(2));
        cmwq.close();
        subscriber.close();
        broker.close();
    }

    @Test
    void everyTopicHasItsFlagsAndFitsItsSchema() throws InterruptedException {
        try (Reporter reporter = Reporter.start(cmwq, link, () -> Examples.COUNTERS, Duration.ofSeconds(1))) {
            reporter.info(Examples.INFO);
            reporter.event(Examples.PRESSED, "pressed");
            subscriber.awaitOn("stats/workqueues", 2);
            subscriber.awaitOn("stats/pools", 2);
            subscriber.awaitOn("stats/lines", 2);
            subscriber.awaitOn("/value/", 1);
            subscriber.awaitOn("/info", 1);
        }
        link.stop(Duration.ofSeconds(2));
        subscriber.awaitLast("/state", "offline");

        Map<String, String> flags = new TreeMap<>();
        for (Received message : subscriber.messages()) {
            String path = message.topic().substring(TOPICS.length());
            flags.put(path, "qos " + message.qos() + (message.retained() ? " retained" : "")
                    + (message.expiry() == null ? "" : " expires within " + message.expiry() + " s"));
            if (!path.startsWith("schema/")) {
                SchemaOracle.assertFits(message);
            }
        }
        assertEquals("""
                {event/door=qos 1, info=qos 1 retained, schema/event=qos 0 retained, schema/info=qos 0 retained, \
                schema/state=qos 0 retained, schema/stats-lines=qos 0 retained, schema/stats-pools=qos 0 retained, schema/stats-workqueues=qos 0 retained, \
                schema/value=qos 0 retained, state=qos 1 retained, stats/lines=qos 0 expires within 2 s, stats/pools=qos 0 expires within 2 s, \
                stats/workqueues=qos 0 expires within 2 s, value/door=qos 0 retained}""", flags.toString());
    }

    @Test
    void publishedSchemaIsTheOneInTheJar() {
        try (Reporter _ = Reporter.start(cmwq, link, () -> Examples.COUNTERS, Reporter.INTERVAL)) {
            for (String name : Schemas.names()) {
                assertEquals(Schemas.load(name), subscriber.awaitOn("schema/" + name, 1).getFirst().json());
            }
        }
    }

    @Test
    void eventSaysWhatTheLineSaid() {
        try (Reporter reporter = Reporter.start(cmwq, link, () -> Examples.COUNTERS, Reporter.INTERVAL)) {
            reporter.event(Examples.PRESSED, "pressed");
            JsonNode event = subscriber.awaitOn("/event/door", 1).getFirst().json();
            assertEquals("""
                    {"what":"pressed","value":true,"edge":{"mono_ns":123456789,"utc":"2026-11-22T01:02:03.004Z","clock":"synced"},\
                    "bounces":5,"lost":1,"merged":2,"resync":false,"queue_delay_us":42}""", bodyOf(event));
            assertEquals(link.boot(), event.path("boot").asText());
            JsonNode value = subscriber.awaitOn("/value/door", 1).getFirst().json();
            assertTrue(value.path("value").asBoolean());
            assertEquals(123_456_789, value.path("edge").path("mono_ns").asLong());
        }
    }

    @Test
    void eventsOfManyThreadsAreCountedWithoutAGap() throws InterruptedException {
        try (Reporter reporter = Reporter.start(cmwq, link, () -> Examples.COUNTERS, Reporter.INTERVAL)) {
            List<Thread> threads = IntStream.range(0, 4).mapToObj(i -> Thread.ofVirtual().start(() ->
                    IntStream.range(0, 100).forEach(n -> reporter.event(Examples.PRESSED, "pressed")))).toList();
            for (Thread thread : threads) {
                thread.join();
            }
            List<Integer> numbers = subscriber.awaitOn("/event/door", 400).stream().map(event ->
                    event.json().get("seq").asInt()).toList();
            assertEquals(IntStream.range(0, 400).boxed().toList(), numbers);
        }
    }

    @Test
    void statisticsShowTheReportersOwnWorkqueue() {
        try (Reporter _ = Reporter.start(cmwq, link, () -> Examples.COUNTERS, Duration.ofSeconds(1))) {
            JsonNode second = subscriber.awaitOn("stats/workqueues", 2).get(1).json();
            JsonNode own = null;
            for (JsonNode row : second.path("workqueues")) {
                own = row.path("name").asText().equals("mqtt-report") ? row : own;
            }
            assertNotNull(own, second::toString);
            assertTrue(own.path("mem_reclaim").asBoolean(), own.toString());
            assertTrue(own.path("total").asLong() >= 1, own.toString());
            assertEquals(1, second.path("interval_s").asInt());
            assertFalse(subscriber.awaitOn("stats/pools", 1).getFirst().json().path("pools").isEmpty());
        }
    }

    @Test
    void statisticsShowWhatEachLineDid() {
        try (Reporter _ = Reporter.start(cmwq, link, () -> Examples.COUNTERS, Duration.ofSeconds(1))) {
            assertEquals("""
                    [{"line":"door","edges":13,"events":2,"bounces":11,"lost":3,"merged":4,"overflows":5,"resyncs":6,"slow_top_halves":7,\
                    "top_half_ns":8,"top_half_max_ns":9,"handler_failures":10,"stream_drops":12}]""",
                    subscriber.awaitOn("stats/lines", 1).getFirst().json().path("lines").toString());
        }
    }

    @Test
    void eventAfterTheCloseIsStillHandedOver() {
        Reporter reporter = Reporter.start(cmwq, link, () -> Examples.COUNTERS, Reporter.INTERVAL);
        reporter.close();
        reporter.event(Examples.PRESSED, "pressed");
        assertEquals(1, subscriber.awaitOn("/event/door", 1).size());
    }

    private static String bodyOf(JsonNode event) {
        ObjectNode body = event.deepCopy();
        body.remove(List.of("v", "boot", "seq", "dropped", "ts", "clock"));
        return body.toString();
    }
}
