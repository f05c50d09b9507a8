package io.kedge.app.mqtt.paho;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Paho's callbacks that do not belong to one message. Called by Paho's threads; hand over, return, throw nothing. */
final class PahoCallback implements MqttCallback {
    private static final System.Logger LOG = System.getLogger(PahoCallback.class.getName());

    private final Consumer<Throwable> down;
    private final Consumer<MqttDisconnectResponse> sentAway;

    PahoCallback(Consumer<Throwable> down, Consumer<MqttDisconnectResponse> sentAway) {
        this.down = down;
        this.sentAway = sentAway;
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        try {
            if (response.getException() == null) {
                sentAway.accept(response);
            } else {
                down.accept(response.getException());
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "handing over the end of a connection failed", e);
        }
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        LOG.log(Level.DEBUG, "Paho reports", exception);
    }

    /** Nothing is subscribed yet. */
    @Override
    public void messageArrived(String topic, MqttMessage message) {
        LOG.log(Level.DEBUG, "unasked message on {0}", topic);
    }

    @Override
    public void deliveryComplete(IMqttToken token) { }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) { }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) { }
}
