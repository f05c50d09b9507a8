package io.kedge.app.mqtt.support;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Somebody else's client: plain Paho, which hears everything below {@code kedge/} with the flags it was sent with. */
public final class Subscriber implements AutoCloseable, MqttCallback {
    private static final long WAIT_MILLIS = 20_000;

    private final List<Received> messages = new CopyOnWriteArrayList<>();
    private final MqttAsyncClient client;

    /** Connects to a broker on loopback and subscribes. */
    public Subscriber(int port) {
        this(port, new MqttConnectionOptions());
    }

    /** Connects with a user name and a password. */
    public Subscriber(int port, String user, String password) {
        this(port, withUser(user, password));
    }

    private Subscriber(int port, MqttConnectionOptions options) {
        try {
            client = new MqttAsyncClient("tcp://127.0.0.1:" + port, "subscriber-" + System.nanoTime(),
                    new MemoryPersistence());
            client.setCallback(this);
            client.connect(options).waitForCompletion(WAIT_MILLIS);
            MqttSubscription everything = new MqttSubscription("kedge/#", 1);
            everything.setRetainAsPublished(true);
            client.subscribe(new MqttSubscription[] {everything}).waitForCompletion(WAIT_MILLIS);
        } catch (MqttException e) {
            throw new AssertionError("the subscriber cannot connect to port " + port, e);
        }
    }

    private static MqttConnectionOptions withUser(String user, String password) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        return options;
    }

    /** {@return everything so far, in order of arrival} */
    public List<Received> messages() {
        return List.copyOf(messages);
    }

    /** {@return what came on topics that contain this} */
    public List<Received> on(String part) {
        return messages.stream().filter(message -> message.topic().contains(part)).toList();
    }

    /** Waits until as many messages came on such topics. {@return them} */
    public List<Received> awaitOn(String part, int count) {
        Await.until(count + " messages on " + part, () -> on(part).size() >= count, this::messages);
        return on(part);
    }

    /** Waits until the last message on a topic's end contains this text. */
    public void awaitLast(String part, String text) {
        Await.until(text + " on " + part, () -> !on(part).isEmpty() && on(part).getLast().text().contains(text),
                this::messages);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        messages.add(new Received(topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.getQos(),
                message.isRetained(),
                message.getProperties() == null ? null : message.getProperties().getMessageExpiryInterval()));
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 1, false);
            client.close();
        } catch (MqttException e) {
            throw new AssertionError("the subscriber cannot be closed", e);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) { }

    @Override
    public void mqttErrorOccurred(MqttException exception) { }

    @Override
    public void deliveryComplete(IMqttToken token) { }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) { }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) { }
}
