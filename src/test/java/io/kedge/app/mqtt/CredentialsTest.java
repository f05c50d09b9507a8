package io.kedge.app.mqtt;

import java.time.Duration;

import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.Credentials;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.ReconnectPolicy;
import io.kedge.app.mqtt.support.Await;
import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.Subscriber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who may come in, and what is said to who may not. */
class CredentialsTest {
    private MqttLink link = MqttLink.create(config(1));

    @AfterEach
    void stopAndLeaveNoThreadBehind() throws InterruptedException {
        link.stop(Duration.ofSeconds(2));
        Await.until("all threads of the link ended", () -> LinkThreads.alive().isEmpty(), LinkThreads::alive);
    }

    @Test
    void rightPasswordOpensTheDoor() {
        try (Mosquitto broker = Mosquitto.withPassword("pi", "s3cret")) {
            start(config(broker.port()).withCredentials(new Credentials("pi", "s3cret")));
            try (Subscriber subscriber = new Subscriber(broker.port(), "pi", "s3cret")) {
                subscriber.awaitLast("/state", "online");
            }
        }
    }

    @Test
    void wrongPasswordIsDegradedWithTheCureAndKeepsTryingSlowly() {
        try (Mosquitto broker = Mosquitto.withPassword("pi", "s3cret")) {
            start(config(broker.port()).withCredentials(new Credentials("pi", "wrong")));
            Await.until("degraded", () -> link.status().state() == LinkState.DEGRADED, link::status);
            assertTrue(link.status().message().startsWith("mqtt://127.0.0.1:" + broker.port()
                    + " does not let device 'd' in as user 'pi'; check user and password"), link.status().message());
            assertTrue(Await.holdsFor(Duration.ofSeconds(1), () -> link.status().attempts() == 1),
                    "no second attempt soon");
        }
    }

    @Test
    void noPasswordWhereOneIsNeededIsSaidAsSuch() {
        try (Mosquitto broker = Mosquitto.withPassword("pi", "s3cret")) {
            start(config(broker.port()));
            Await.until("degraded", () -> link.status().state() == LinkState.DEGRADED, link::status);
            assertTrue(link.status().message().contains("without a user name"), link.status().message());
        }
    }

    @Test
    void hostThatDoesNotExistIsSaidWithTheCureAndTriedAgain() {
        start(MqttConfig.of(BrokerAddress.parse("mqtt://no-such-host.invalid"), new DeviceId("d")));
        Await.until("the cure", () -> link.status().message().startsWith(
                "there is no host 'no-such-host.invalid'; check the broker address"), link::status);
        Await.until("another attempt", () -> link.status().attempts() > 1, link::status);
    }

    @Test
    void twoDevicesWithOneIdAreSuspectedEvenIfTheBrokerGivesNoReason() throws InterruptedException {
        try (Mosquitto broker = Mosquitto.open()) {
            MqttConfig quick = config(broker.port()).withReconnect(new ReconnectPolicy(Duration.ofMillis(20),
                    Duration.ofMillis(50),
                    Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofMillis(400), Duration.ZERO));
            MqttLink twin = MqttLink.create(quick);
            try {
                twin.start();
                start(quick);
                Await.until("the suspicion", () ->
                        link.status().message().contains("do two devices share this device id?"), link::status);
            } finally {
                twin.stop(Duration.ofSeconds(2));
            }
        }
    }

    private void start(MqttConfig config) {
        link = MqttLink.create(config);
        link.start();
    }

    private static MqttConfig config(int port) {
        return MqttConfig.of(new BrokerAddress(false, "127.0.0.1", port), new DeviceId("d"));
    }
}
