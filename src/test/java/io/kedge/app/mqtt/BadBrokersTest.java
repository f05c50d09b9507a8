package io.kedge.app.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.ReconnectPolicy;
import io.kedge.app.mqtt.support.Await;
import io.kedge.app.mqtt.support.CutProxy;
import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.RawBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Brokers that drop, refuse, lie or fall silent. Each test counts the threads that are left. */
class BadBrokersTest {
    private static final ReconnectPolicy QUICK = new ReconnectPolicy(Duration.ofMillis(1), Duration.ofMillis(5),
            Duration.ofMillis(20), Duration.ofMinutes(1), Duration.ofMillis(40), Duration.ZERO);

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private MqttLink link = MqttLink.create(config(1));

    @AfterEach
    void stopAndLeaveNoThreadBehind() throws InterruptedException {
        link.stop(Duration.ofSeconds(2));
        Await.until("all threads of the link ended", () -> LinkThreads.alive().isEmpty(), LinkThreads::alive);
    }

    @Test
    void brokerThatAcceptsAndDropsLeavesNoThreadBehind() {
        try (RawBroker broker = RawBroker.answersAndCloses("")) {
            start(config(broker.port()));
            Await.until("20 attempts", () -> link.status().attempts() >= 20, link::status);
            assertTrue(LinkThreads.alive().size() <= 7, () -> "threads of one connection at most: "
                    + LinkThreads.alive());
        }
    }

    @Test
    void sessionThatIsTakenOverIsDegradedAndSaysWhy() {
        try (RawBroker broker = RawBroker.answersAndCloses(RawBroker.CONNACK + "e0028e00")) {
            start(config(broker.port()));
            awaitSaid("DEGRADED another client took over the session");
        }
    }

    @Test
    void brokerThatSendsUsAwaySaysWhereTo() {
        try (RawBroker broker = RawBroker.answersAndCloses(RawBroker.CONNACK + "e0099d071c00046232" + "3a39")) {
            start(config(broker.port()));
            awaitSaid("DEGRADED mqtt://127.0.0.1:" + broker.port()
                    + " sends us to another broker, b2:9; set that as the broker");
        }
    }

    @Test
    void brokerOfAnOlderProtocolIsNamedAsSuch() {
        try (RawBroker broker = RawBroker.answersAndCloses("20020001")) {
            start(config(broker.port()));
            awaitSaid("DEGRADED mqtt://127.0.0.1:" + broker.port() + " does not answer as an MQTT 5 broker");
        }
    }

    @Test
    void somethingThatIsNoBrokerIsSurvived() {
        try (RawBroker web = RawBroker.answersAndCloses("485454502f312e3120343030")) {   // HTTP/1.1 400
            start(config(web.port()));
            Await.until("5 attempts", () -> link.status().attempts() >= 5, link::status);
        }
    }

    @Test
    void somethingThatTalksBeforeItIsAskedLeavesNoThreadBehind() {
        try (RawBroker mail = RawBroker.talksFirst("32323020686920200d0a")) {   // 220 hi
            start(config(mail.port()));
            Await.until("20 attempts", () -> link.status().attempts() >= 20, link::status);
            assertTrue(LinkThreads.alive().size() <= 7, () -> "threads of one connection at most: "
                    + LinkThreads.alive());
        }
    }

    @Test
    void linkThatIsStoppedWhileItConnectsLeavesNoThreadBehind() throws InterruptedException {
        try (RawBroker broker = RawBroker.answersAndFallsSilent("")) {
            for (int connections = 1; connections <= 20; connections++) {
                int now = connections;
                start(config(broker.port()));
                Await.until("a connection", () -> broker.connections() >= now, broker::toString);
                link.stop(Duration.ofSeconds(2));
            }
        }
    }

    @Test
    void brokerThatAcceptsTheSocketAndNothingElseIsGivenUp() {
        try (RawBroker broker = RawBroker.answersAndFallsSilent("")) {
            start(config(broker.port()).withConnectTimeout(Duration.ofSeconds(1)));
            awaitSaid("WAITING mqtt://127.0.0.1:" + broker.port() + " did not answer within 1 s; check the address");
        }
    }

    @Test
    void brokerThatFallsSilentIsNoticedAndTheClientRebuilt() {
        try (Mosquitto broker = Mosquitto.open(); CutProxy proxy = new CutProxy(broker.port())) {
            start(config(proxy.port()).withKeepAlive(Duration.ofSeconds(5)));
            awaitSaid("ONLINE");
            proxy.hold(true);
            Await.until("the loss", () -> link.status().state() != LinkState.ONLINE, link::status);
            assertTrue(said.stream().anyMatch(line -> line.contains("silent for 7 s")
                    || line.contains("did not answer a ping")), said::toString);
            proxy.hold(false);
            Await.until("online again", () -> link.status().connects() >= 2, link::status);
        }
    }

    @Test
    void quietConnectionIsKeptByPings() {
        try (Mosquitto broker = Mosquitto.open()) {
            start(config(broker.port()).withKeepAlive(Duration.ofSeconds(5)));
            awaitSaid("ONLINE");
            assertTrue(Await.holdsFor(Duration.ofSeconds(9), () -> link.status().state() == LinkState.ONLINE),
                    link.status().toString());
        }
    }

    private void awaitSaid(String text) {
        Await.until(text, () -> List.copyOf(said).stream().anyMatch(line -> line.startsWith(text)), () ->
                List.copyOf(said));
    }

    private void start(MqttConfig config) {
        link = MqttLink.create(config);
        link.onChange(status -> said.add(status.state() + " " + status.message()));
        link.start();
    }

    private static MqttConfig config(int port) {
        return MqttConfig.of(new BrokerAddress(false, "127.0.0.1", port), new DeviceId("d")).withReconnect(QUICK);
    }
}
