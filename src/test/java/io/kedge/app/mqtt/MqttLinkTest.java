package io.kedge.app.mqtt;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.DeviceState;
import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.ReconnectPolicy;
import io.kedge.app.mqtt.support.Await;
import io.kedge.app.mqtt.support.CutProxy;
import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.Received;
import io.kedge.app.mqtt.support.Subscriber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The link's life against the real Mosquitto: connecting, losing, coming back, saying farewell. */
class MqttLinkTest {
    private static final DeviceId DEVICE = new DeviceId("testbed");
    private static final String TOPICS = "kedge/" + DEVICE.shard() + "/testbed/";
    private static final ReconnectPolicy QUICK = new ReconnectPolicy(Duration.ofMillis(20), Duration.ofMillis(50),
            Duration.ofMillis(200), Duration.ofMinutes(1), Duration.ofMillis(400), Duration.ZERO);

    private MqttLink link = link(1);

    @AfterEach
    void stopAndLeaveNoThreadBehind() throws InterruptedException {
        link.stop(Duration.ofSeconds(2));
        Await.until("all threads of the link ended", () -> LinkThreads.alive().isEmpty(), LinkThreads::alive);
    }

    @Test
    void startsWithoutABrokerAndConnectsWhenThereIsOne() {
        try (Mosquitto broker = Mosquitto.later()) {
            link = link(broker.port());
            link.start();
            Await.until("three failed attempts", () -> link.status().attempts() >= 3, link::status);
            Await.until("the cure", () -> link.status().message().contains("nobody listens at mqtt://127.0.0.1:"
                    + broker.port()
                    + "; start the broker there, or correct the address"), link::status);
            link.publish(Draft.event("door", Map.of("what", "opened")));
            broker.start();
            awaitState(LinkState.ONLINE);
            try (Subscriber subscriber = new Subscriber(broker.port())) {
                subscriber.awaitLast("/state", "\"state\":\"online\"");
            }
        }
    }

    @Test
    void brokerThatIsKilledAndStartedAgainGetsTheOutboxOnceAndInOrder() {
        try (Mosquitto broker = Mosquitto.open(); CutProxy proxy = new CutProxy(broker.port())) {
            link = link(proxy.port());
            link.start();
            awaitState(LinkState.ONLINE);
            broker.kill();
            Await.until("the loss", () -> link.status().state() != LinkState.ONLINE, link::status);
            IntStream.range(0, 200).forEach(i -> link.publish(Draft.event("door", Map.of("n", i))));
            proxy.block(true);
            broker.start();
            try (Subscriber subscriber = new Subscriber(broker.port())) {
                proxy.block(false);
                Await.until("200 different events", () -> numbers(subscriber).size() == 200, link::status);
                assertEquals(IntStream.range(0, 200).boxed().toList(), numbers(subscriber),
                        "each once, in order, after dropping repetitions");
            }
        }
    }

    @Test
    void cutConnectionMakesTheBrokerSayLost() {
        try (Mosquitto broker = Mosquitto.open(); CutProxy proxy = new CutProxy(broker.port());
                Subscriber subscriber = new Subscriber(broker.port())) {
            link = MqttLink.create(config(proxy.port()).withWillDelay(Duration.ofSeconds(1)));
            link.start();
            subscriber.awaitLast("/state", "\"state\":\"online\"");
            proxy.block(true);
            subscriber.awaitLast("/state", "\"cause\":\"lost\"");
            Received will = subscriber.on("/state").getLast();
            assertEquals("{\"v\":1,\"boot\":\"" + link.boot() + "\",\"state\":\"offline\",\"cause\":\"lost\"}",
                    will.text());
            assertTrue(will.retained(), "the will is retained");
        }
    }

    @Test
    void blinkShorterThanTheWillDelayPublishesNoOffline() {
        try (Mosquitto broker = Mosquitto.open(); CutProxy proxy = new CutProxy(broker.port());
                Subscriber subscriber = new Subscriber(broker.port())) {
            link = MqttLink.create(config(proxy.port()).withWillDelay(Duration.ofSeconds(30)));
            link.start();
            subscriber.awaitLast("/state", "\"state\":\"online\"");
            proxy.cut();
            Await.until("the second connect", () -> link.status().connects() == 2, link::status);
            subscriber.awaitOn("/state", 2);
            assertTrue(subscriber.on("/state").stream().noneMatch(message -> message.text().contains("offline")),
                    () -> "no offline in " + subscriber.on("/state"));
        }
    }

    @Test
    void cleanStopSaysStoppedAndLeavesNoWill() throws InterruptedException {
        try (Mosquitto broker = Mosquitto.open(); Subscriber subscriber = new Subscriber(broker.port())) {
            link = MqttLink.create(config(broker.port()).withWillDelay(Duration.ofSeconds(1)));
            link.start();
            link.publish(Draft.event("door", Map.of("what", "closed")));
            awaitState(LinkState.ONLINE);
            assertTrue(link.stop(Duration.ofSeconds(2)), "the broker confirmed the farewell");
            assertEquals(LinkState.STOPPED, link.status().state());
            subscriber.awaitLast("/state", "\"cause\":\"stopped\"");
            assertEquals(1, subscriber.on("/event/").size());
            assertTrue(Await.holdsFor(Duration.ofSeconds(2), () ->
                    subscriber.on("/state").getLast().text().contains("stopped")),
                    "no will follows");
            assertFalse(link.publish(Draft.event("door", Map.of("what", "late"))), "a stopped link takes nothing");
        }
    }

    @Test
    void stopWithoutABrokerIsOverAtOnce() throws InterruptedException {
        link = link(Mosquitto.freePort());
        link.start();
        Await.until("an attempt", () -> link.status().attempts() >= 1, link::status);
        long start = System.nanoTime();
        assertFalse(link.stop(Duration.ofSeconds(20)), "nobody confirmed a farewell");
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos(), "stopped before its deadline");
    }

    @Test
    void stateTopicFollowsTheDevicesState() {
        try (Mosquitto broker = Mosquitto.open(); Subscriber subscriber = new Subscriber(broker.port())) {
            link = link(broker.port());
            link.start();
            subscriber.awaitLast("/state", "online");
            link.deviceState(DeviceState.DEGRADED, List.of("no-priorities"));
            subscriber.awaitLast("/state", "\"state\":\"degraded\",\"reasons\":[\"no-priorities\"]");
            link.deviceState(DeviceState.FROZEN, List.of("maintenance: swapping the relay"));
            subscriber.awaitLast("/state", "\"state\":\"frozen\",\"reasons\":[\"maintenance: swapping the relay\"]");
        }
    }

    @Test
    void everyConnectSendsTheRetainedTopicsAgain() {
        try (Mosquitto broker = Mosquitto.open()) {
            link = link(broker.port());
            link.publish(Draft.value("door", Map.of("value", false)));
            link.publish(Draft.value("door", Map.of("value", true)));
            link.start();
            awaitState(LinkState.ONLINE);
            Await.until("all sent", () -> link.status().waiting() == 0, link::status);
            broker.kill();
            Await.until("the loss", () -> link.status().state() != LinkState.ONLINE, link::status);
            broker.start();
            try (Subscriber subscriber = new Subscriber(broker.port())) {
                subscriber.awaitLast(TOPICS + "value/door", "\"value\":true");
                subscriber.awaitLast(TOPICS + "state", "online");
            }
        }
    }

    /* What the events counted, without those that QoS 1 repeated. */
    private static List<Integer> numbers(Subscriber subscriber) {
        return List.copyOf(subscriber.on("/event/").stream().collect(Collectors.toMap(
                Received::identity, event -> event.json().get("n").asInt(), (first, again) -> first,
                LinkedHashMap::new)).values());
    }

    private void awaitState(LinkState state) {
        Await.until(state.name(), () -> link.status().state() == state, link::status);
    }

    private static MqttLink link(int port) {
        return MqttLink.create(config(port));
    }

    private static MqttConfig config(int port) {
        return MqttConfig.of(new BrokerAddress(false, "127.0.0.1", port), DEVICE).withReconnect(QUICK);
    }
}
