package io.kedge.app.mqtt.paho;

import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Paho's client on our {@link Wire}. Overriding this factory method, and not registering Paho's service provider, keeps
 * it working where Paho and the application have different class loaders (Quarkus tests).
 */
final class WireClient extends MqttAsyncClient {
    private final Wire wire;

    WireClient(Wire wire, String clientId, PingClock ping, ScheduledExecutorService threads) throws MqttException {
        super("tcp://" + wire.getServerURI().replaceFirst("^.*://", ""), clientId, new MemoryPersistence(), ping,
                threads);
        this.wire = wire;
    }

    @Override
    protected NetworkModule[] createNetworkModules(String address, MqttConnectionOptions options) {
        return new NetworkModule[] {wire};
    }
}
