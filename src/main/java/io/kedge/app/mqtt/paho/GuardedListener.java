package io.kedge.app.mqtt.paho;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.jspecify.annotations.Nullable;

/** Catches everything: what leaves a listener closes Paho's connection. */
final class GuardedListener implements MqttActionListener {
    private static final System.Logger LOG = System.getLogger(GuardedListener.class.getName());

    private final Consumer<IMqttToken> onSuccess;
    private final Consumer<Throwable> onFailure;

    GuardedListener(Consumer<IMqttToken> onSuccess, Consumer<Throwable> onFailure) {
        this.onSuccess = onSuccess;
        this.onFailure = onFailure;
    }

    @Override
    public void onSuccess(IMqttToken token) {
        try {
            onSuccess.accept(token);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a listener failed", e);
        }
    }

    @Override
    public void onFailure(IMqttToken token, @Nullable Throwable exception) {
        try {
            onFailure.accept(exception == null ? new IllegalStateException("Paho gave no cause") : exception);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a listener failed", e);
        }
    }
}
