package io.kedge.app.mqtt.paho;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.link.Connection;
import io.kedge.app.mqtt.link.LinkTime;
import io.kedge.app.mqtt.link.Message;
import io.kedge.app.mqtt.link.Signal;
import io.kedge.app.mqtt.support.Await;
import io.kedge.app.mqtt.support.CutProxy;
import io.kedge.app.mqtt.support.Mosquitto;
import io.kedge.app.mqtt.support.PlainTime;
import io.kedge.app.mqtt.support.Received;
import io.kedge.app.mqtt.support.Subscriber;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Failures that Paho was seen to have with a broker that offers topic aliases, as Mosquitto does; without them with our
 * wire.
 */
class PahoTrapsTest {
    private static final long WAIT_MILLIS = 20_000;
    private static final Logger QUIET = Logger.getLogger(GuardedListener.class.getName());

    @Test
    void messagesInFlightSurviveABrokerThatIsKilledAndStartedAgain() throws MqttException {
        assertEquals(2, connectsUntilReplayed(false), "one connect before, one after: nothing is poisoned");
    }

    @Test
    void plainPahoReplaysDeadAliasesForEver() throws MqttException {
        assertTrue(connectsUntilReplayed(true) > 3, "the test above can fail");
    }

    @Test
    void publishAfterOneThatFoundTheWindowFullGoesThrough() throws MqttException {
        try (Mosquitto broker = Mosquitto.open("max_inflight_messages 1"); CutProxy proxy = new CutProxy(broker.port());
                Subscriber subscriber = new Subscriber(broker.port())) {
            MqttAsyncClient client = client(proxy.port(), false);
            client.connect(new MqttConnectionOptions()).waitForCompletion(WAIT_MILLIS);
            proxy.hold(true);
            client.publish("kedge/first", payload(1), 1, false);
            Await.until("the first on the wire", () -> proxy.counters().getFirst().inFlight() == 1, proxy::counters);
            MqttException full = assertThrows(MqttException.class, () ->
                    client.publish("kedge/second", payload(2), 1, false));
            assertEquals(MqttClientException.REASON_CODE_MAX_INFLIGHT, full.getReasonCode());
            proxy.hold(false);
            Await.until("room", () -> client.getInFlightMessageCount() == 0, client::getInFlightMessageCount);
            client.publish("kedge/second", payload(3), 1, false).waitForCompletion(WAIT_MILLIS);
            assertEquals("3", subscriber.awaitOn("kedge/second", 1).getFirst().text());
            end(client);
        }
    }

    @Test
    void threadsThatPublishRightAfterTheConnectDoNotEndIt() throws Exception {
        try (Mosquitto broker = Mosquitto.open(); ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 20; round++) {
                MqttAsyncClient client = client(broker.port(), false);
                client.connect(new MqttConnectionOptions()).waitForCompletion(WAIT_MILLIS);
                CountDownLatch together = new CountDownLatch(8);
                List<Future<IMqttToken>> all = IntStream.range(0, 8).mapToObj(thread -> threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return client.publish("kedge/race/" + thread % 2, payload(thread), 1, false);
                })).toList();
                for (Future<IMqttToken> one : all) {
                    one.get().waitForCompletion(WAIT_MILLIS);
                }
                Await.until("all delivered", () -> client.getInFlightMessageCount() == 0, broker::logText);
                assertTrue(client.isConnected(), broker::logText);
                end(client);
            }
        }
    }

    @Test
    void handOverThatThrowsDoesNotEndTheConnection() {
        try (Mosquitto broker = Mosquitto.open(); Subscriber subscriber = new Subscriber(broker.port())) {
            QUIET.setLevel(Level.OFF);   // it reports each failure with its stack
            LinkTime time = new PlainTime();
            MqttConfig config = MqttConfig.of(new BrokerAddress(false, "127.0.0.1", broker.port()),
                    new DeviceId("trap"));
            CountDownLatch accepted = new CountDownLatch(1);
            CountDownLatch down = new CountDownLatch(1);
            Connection connection = new PahoConnector(config, time).connect(1, false,
                    new Message("kedge/will", payload(0), 1, false, 0), signal -> {
                        accepted.countDown();
                        if (signal instanceof Signal.Down) {
                            down.countDown();
                        }
                        throw new IllegalStateException("on purpose");
                    });
            connection.open();
            Await.until("accepted", () -> accepted.getCount() == 0, broker::logText);
            for (int i = 0; i < 3; i++) {
                connection.send(i, new Message("kedge/throws", payload(i), 1, false, 0));
                subscriber.awaitOn("kedge/throws", i + 1);
            }
            assertEquals(List.of("0", "1", "2"), subscriber.on("kedge/throws").stream().map(Received::text).toList());
            assertEquals(1, down.getCount(), "still connected");
            connection.disconnect(Duration.ofSeconds(1).toNanos());
            connection.close();
        }
    }

    /* How often the client connects until what was in flight has arrived, or until that was five times. */
    private static long connectsUntilReplayed(boolean plain) throws MqttException {
        try (Mosquitto broker = Mosquitto.open(); CutProxy proxy = new CutProxy(broker.port())) {
            MqttAsyncClient client = client(proxy.port(), plain);
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setCleanStart(false);
            options.setSessionExpiryInterval(300L);
            options.setAutomaticReconnect(true);
            client.connect(options).waitForCompletion(WAIT_MILLIS);
            client.publish("kedge/replay", payload(0), 1, false).waitForCompletion(WAIT_MILLIS);
            proxy.hold(true);
            for (int i = 1; i <= 5; i++) {
                client.publish("kedge/replay", payload(i), 1, false);
            }
            Await.until("5 in flight", () -> proxy.counters().getFirst().inFlight() == 5, proxy::counters);
            broker.kill();
            proxy.block(true);
            proxy.hold(false);
            broker.start();
            try (Subscriber subscriber = new Subscriber(broker.port())) {
                proxy.block(false);
                Await.until("the replay, or five connects", () -> connects(broker) > 5
                        || subscriber.on("kedge/replay").stream().map(Received::text).distinct().count() == 5,
                        broker::logText);
            }
            long connects = connects(broker);
            end(client);
            return connects;
        }
    }

    private static long connects(Mosquitto broker) {
        return broker.logText().lines().filter(line -> line.contains("New client connected")
                && line.contains(" as trap ")).count();
    }

    private static MqttAsyncClient client(int port, boolean plain) throws MqttException {
        String address = "tcp://127.0.0.1:" + port;
        if (plain) {
            return new MqttAsyncClient(address, "trap", new MemoryPersistence());
        }
        return new MqttAsyncClient(address, "trap", new MemoryPersistence()) {
            @Override
            protected NetworkModule[] createNetworkModules(String ignored, MqttConnectionOptions options) {
                return new NetworkModule[] {new Wire(new BrokerAddress(false, "127.0.0.1", port), null, 5_000, () ->
                        { })};
            }
        };
    }

    private static void end(MqttAsyncClient client) throws MqttException {
        client.disconnectForcibly(0, 1, false);
        client.close();
    }

    private static byte[] payload(int number) {
        return Integer.toString(number).getBytes(UTF_8);
    }
}
