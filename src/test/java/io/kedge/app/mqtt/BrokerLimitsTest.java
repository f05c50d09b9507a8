package io.kedge.app.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.ReconnectPolicy;
import io.kedge.app.mqtt.support.Await;
import io.kedge.app.mqtt.support.CutProxy;
import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.PacketCounter;
import io.kedge.app.mqtt.support.Subscriber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a broker can take is not exceeded. Packets are counted on the wire. */
class BrokerLimitsTest {
    private static final ReconnectPolicy QUICK = new ReconnectPolicy(Duration.ofMillis(20), Duration.ofMillis(50),
            Duration.ofMillis(200), Duration.ofMinutes(1), Duration.ofMillis(400), Duration.ZERO);

    private MqttLink link = MqttLink.create(config(1));

    @AfterEach
    void stopAndLeaveNoThreadBehind() throws InterruptedException {
        link.stop(Duration.ofSeconds(2));
        Await.until("all threads of the link ended", () -> LinkThreads.alive().isEmpty(), LinkThreads::alive);
    }

    @Test
    void windowOfTheBrokerIsNeverExceededWhileItIsSlow() {
        try (Mosquitto broker = Mosquitto.open("max_inflight_messages 4");
                CutProxy proxy = new CutProxy(broker.port())) {
            start(config(proxy.port()));
            proxy.hold(true);
            IntStream.range(0, 300).forEach(i -> link.publish(Draft.event("door", Map.of("n", i))));
            PacketCounter wire = proxy.counters().getFirst();
            Await.until("a full window", () -> wire.inFlight() == 4, wire::toString);
            assertTrue(Await.holdsFor(Duration.ofMillis(300), () -> wire.inFlight() == 4), wire::toString);
            proxy.hold(false);
            Await.until("everything", () -> link.status().published() == 301, link::status);
            assertEquals(4, wire.mostInFlight());
            assertEquals(1, link.status().connects(), "one connection was enough");
        }
    }

    @Test
    void ourOwnWindowHoldsWhereTheBrokerTakesMore() {
        try (Mosquitto broker = Mosquitto.open("max_inflight_messages 200");
                CutProxy proxy = new CutProxy(broker.port())) {
            start(config(proxy.port()));
            proxy.hold(true);
            IntStream.range(0, 300).forEach(i -> link.publish(Draft.event("door", Map.of("n", i))));
            PacketCounter wire = proxy.counters().getFirst();
            Await.until("a full window", () -> wire.inFlight() == 16, wire::toString);
            proxy.hold(false);
            Await.until("everything", () -> link.status().published() == 301, link::status);
            assertEquals(16, wire.mostInFlight());
        }
    }

    @Test
    void packetThatTheBrokerWouldNotTakeIsNotSent() {
        try (Mosquitto broker = Mosquitto.open("max_packet_size 400"); CutProxy proxy = new CutProxy(broker.port());
                Subscriber subscriber = new Subscriber(broker.port())) {
            start(config(proxy.port()));
            for (int length = 150; length < 350; length++) {
                link.publish(Draft.event("door", Map.of("text", "x".repeat(length))));
            }
            link.publish(Draft.event("last", Map.of()));
            subscriber.awaitOn("event/last", 1);
            PacketCounter wire = proxy.counters().getFirst();
            int largest = wire.publishes().stream().mapToInt(packet -> packet.length).max().orElseThrow();
            assertEquals(400, largest, "the largest that fits is sent: our count of a packet's bytes is exact");
            assertEquals(200 + 1 + 1, wire.publishes().size() + link.status().dropped(),
                    "state, events and what was dropped");
            assertEquals(link.status().dropped(),
                    subscriber.on("event/last").getFirst().json().path("dropped").asLong());
            assertEquals(1, link.status().connects(), "the connection stayed");
        }
    }

    @Test
    void topicAliasesAreNeverUsedThoughTheBrokerOffersThem() {
        try (Mosquitto broker = Mosquitto.open(); CutProxy proxy = new CutProxy(broker.port())) {
            start(config(proxy.port()));
            IntStream.range(0, 50).forEach(i -> link.publish(Draft.event("door", Map.of("n", i))));
            Await.until("everything", () -> link.status().published() == 51, link::status);
            for (byte[] packet : proxy.counters().getFirst().publishes()) {
                assertTrue(new String(packet, StandardCharsets.UTF_8).contains("kedge/"),
                        "each packet names its topic");
            }
        }
    }

    private void start(MqttConfig config) {
        link = MqttLink.create(config);
        link.start();
        Await.until("online", () -> link.status().state() == LinkState.ONLINE && link.status().published() == 1,
                link::status);
    }

    private static MqttConfig config(int port) {
        return MqttConfig.of(new BrokerAddress(false, "127.0.0.1", port), new DeviceId("d")).withReconnect(QUICK);
    }
}
