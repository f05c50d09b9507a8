package io.kedge.app.mqtt.paho;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.paho.mqttv5.client.MqttPingSender;
import org.eclipse.paho.mqttv5.client.internal.ClientComms;
import org.jspecify.annotations.Nullable;

/**
 * Asks Paho four times in each keep-alive whether a ping is due. Paho's own schedule follows what was sent, so that a
 * client that sends much and hears little asks up to two keep-alives late; with this one, silence of one and a quarter
 * means that the broker was asked.
 */
final class PingClock implements MqttPingSender {
    private static final int LOOKS_PER_KEEP_ALIVE = 4;
    private static final long LEAST_MILLIS = Duration.ofMillis(250).toMillis();

    private final ScheduledExecutorService threads;
    private volatile @Nullable ClientComms comms;
    private volatile @Nullable ScheduledFuture<?> ticking;

    PingClock(ScheduledExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public void init(ClientComms client) {
        comms = client;
    }

    /** Called by Paho's receiver when the CONNACK is in; the broker's own keep-alive is not known yet. */
    @Override
    public void start() {
        tickEvery(comms == null ? 0 : comms.getKeepAlive());
    }

    /** Ticks for this keep-alive from now on; 0 or less: not at all. */
    void tickEvery(long keepAliveMillis) {
        stop();
        if (keepAliveMillis > 0) {
            long period = Math.max(LEAST_MILLIS, keepAliveMillis / LOOKS_PER_KEEP_ALIVE);
            try {
                ticking = threads.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                ticking = null;   // closed meanwhile: nobody is left to ping for
            }
        }
    }

    @Override
    public void stop() {
        ScheduledFuture<?> running = ticking;
        if (running != null) {
            running.cancel(false);
        }
    }

    /** Does nothing: the ticking goes on by itself. */
    @Override
    public void schedule(long delayInMilliseconds) { }

    private void look() {
        ClientComms client = comms;
        if (client != null) {
            client.checkForActivity();
        }
    }
}
