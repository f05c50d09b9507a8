package io.kedge.app.mqtt.paho;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;

import io.kedge.app.mqtt.api.Credentials;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.link.Connection;
import io.kedge.app.mqtt.link.Failure;
import io.kedge.app.mqtt.link.LinkTime;
import io.kedge.app.mqtt.link.Message;
import io.kedge.app.mqtt.link.ReasonCodes;
import io.kedge.app.mqtt.link.ServerLimits;
import io.kedge.app.mqtt.link.Signal;
import io.kedge.app.mqtt.link.Signals;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * One Paho client, used for one connection only: its reconnect, its buffer, its persistence and its aliases stay
 * unused.
 * Whatever Paho throws counts as the end of the connection.
 */
final class PahoConnection implements Connection {
    private static final System.Logger LOG = System.getLogger(PahoConnection.class.getName());
    private static final int FIRST_ERROR_CODE = 0x80;
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(1);

    private final Plan plan;
    private final Signals signals;
    private final Wire wire;
    private final ScheduledThreadPoolExecutor threads;
    private final PingClock ping;
    private final AtomicBoolean downTold = new AtomicBoolean();
    private volatile long lastInboundNanos;
    private @Nullable WireClient client;    // the loop's thread only
    private boolean closed;                 // the loop's thread only

    /**
     * What this connection shall be.
     *
     * @param number its number
     * @param resume whether to go on with the session before
     * @param will   what the broker says if we are lost
     * @param config everything else
     * @param tls    makes encrypted sockets; null for plain ones
     */
    record Plan(int number, boolean resume, Message will, MqttConfig config, @Nullable SSLSocketFactory tls) { }

    PahoConnection(Plan plan, LinkTime time, Signals signals) {
        this.plan = plan;
        this.signals = signals;
        this.lastInboundNanos = time.nanos();
        this.wire = new Wire(plan.config().broker(), plan.tls(), (int) plan.config().connectTimeout().toMillis(),
                () -> lastInboundNanos = time.nanos());
        this.threads = PahoThreads.create(plan.number());
        this.ping = new PingClock(threads);
    }

    @Override
    public void open() {
        try {
            WireClient made = new WireClient(wire, "kedge-" + plan.config().device().text(), ping, threads);
            client = made;
            made.setCallback(new PahoCallback(this::down, this::sentAway));
            made.connect(options(), null, new GuardedListener(this::accepted, this::down));
        } catch (MqttException | RuntimeException e) {
            down(e);
        }
    }

    @Override
    public void send(long ticket, Message message) {
        WireClient open = client;
        if (open == null) {
            return;   // open() failed and said so
        }
        try {
            open.publish(message.topic(), pahoMessage(message), null, new GuardedListener(
                    token -> delivered(ticket, token),
                    lost -> LOG.log(Level.DEBUG, "message {0} fell with its connection", ticket)));
        } catch (MqttException e) {
            if (e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT) {
                signals.signal(new Signal.NoRoom(plan.number(), ticket));
            } else {
                down(e);
            }
        } catch (RuntimeException e) {
            down(e);
        }
    }

    @Override
    public long lastInboundNanos() {
        return lastInboundNanos;
    }

    @Override
    public void disconnect(long timeoutNanos) {
        WireClient open = client;
        if (open == null) {
            return;
        }
        MqttProperties forgetSession = new MqttProperties();
        forgetSession.setSessionExpiryInterval(0L);
        try {
            open.disconnect(0, null, null, 0, forgetSession).waitForCompletion(
                    Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
        } catch (MqttException | RuntimeException e) {
            LOG.log(Level.DEBUG, "disconnect did not go through", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        downTold.set(true);
        cut();
        WireClient open = client;
        if (open != null) {
            threads.execute(() -> closePaho(open));   // Paho waits in there, in the worst case for ever
        }
        threads.shutdown();
        if (!ended(CLOSING)) {
            threads.shutdownNow();
            if (!ended(LAST_CHANCE)) {
                LOG.log(Level.WARNING, "{0} threads of MQTT connection {1} do not end", threads.getPoolSize(),
                        plan.number());
            }
        }
    }

    private void cut() {
        try {
            wire.cut();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the socket failed; it is gone anyway", e);
        }
    }

    private void closePaho(WireClient open) {
        try {
            if (!wire.awaitSettled(CLOSING.toNanos())) {
                return;   // the name server has not answered: the connecting thread ends when it does
            }
            open.disconnectForcibly(0, 1, false);
            open.close(true);
        } catch (MqttException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Paho was closing already", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(Duration within) {
        try {
            return threads.awaitTermination(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private MqttConnectionOptions options() {
        MqttConfig config = plan.config();
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(!plan.resume());
        options.setSessionExpiryInterval(sessionSeconds(config));
        options.setKeepAliveInterval((int) config.keepAlive().toSeconds());
        options.setConnectionTimeout((int) config.connectTimeout().toSeconds());
        options.setTopicAliasMaximum(0);
        options.setUseSubscriptionIdentifiers(false);
        options.setWill(plan.will().topic(), pahoMessage(plan.will()));
        MqttProperties willProperties = new MqttProperties();
        willProperties.setWillDelayInterval(config.willDelay().toSeconds());
        options.setWillMessageProperties(willProperties);
        Credentials credentials = config.credentials();
        if (credentials != null) {
            options.setUserName(credentials.user());
            options.setPassword(credentials.password().getBytes(StandardCharsets.UTF_8));
        }
        return options;
    }

    /* The will is published when the session ends, so the session must outlive the delay. */
    private static long sessionSeconds(MqttConfig config) {
        return config.willDelay().isZero() ? 0 : config.willDelay().toSeconds() + config.keepAlive().toSeconds();
    }

    private static MqttMessage pahoMessage(Message message) {
        MqttProperties properties = new MqttProperties();
        if (message.expirySeconds() > 0) {
            properties.setMessageExpiryInterval(message.expirySeconds());
        }
        return new MqttMessage(message.payload(), message.qos(), message.retained(), properties);
    }

    /* ---- called by Paho's threads: hand over, return, throw nothing ---- */

    private void accepted(IMqttToken token) {
        MqttProperties said = token.getResponseProperties();
        Integer receiveMaximum = said.getReceiveMaximum();
        Long maximumPacket = said.getMaximumPacketSize();
        Integer serverKeepAlive = said.getServerKeepAlive();
        Integer maximumQos = said.getMaximumQoS();
        Boolean retain = said.isRetainAvailable();
        long keepAliveSeconds = serverKeepAlive == null ? plan.config().keepAlive().toSeconds() : serverKeepAlive;
        ping.tickEvery(TimeUnit.SECONDS.toMillis(keepAliveSeconds));
        signals.signal(new Signal.Accepted(plan.number(), new ServerLimits(
                receiveMaximum == null ? Integer.MAX_VALUE : receiveMaximum,
                maximumPacket == null ? 0 : maximumPacket,
                TimeUnit.SECONDS.toNanos(keepAliveSeconds),
                maximumQos == null ? 2 : maximumQos,
                retain == null || retain)));
    }

    private void delivered(long ticket, IMqttToken token) {
        int[] codes = token.getReasonCodes();
        if (codes != null && codes.length > 0 && codes[0] >= FIRST_ERROR_CODE) {
            signals.signal(new Signal.Refused(plan.number(), ticket, codes[0]));
        } else {
            signals.signal(new Signal.Delivered(plan.number(), ticket));
        }
    }

    private void sentAway(MqttDisconnectResponse response) {
        down(ReasonCodes.judge(response.getReturnCode(), response.getServerReference(), plan.config()));
    }

    private void down(Throwable cause) {
        down(Failures.of(cause, plan.config()));
    }

    private void down(Failure failure) {
        if (downTold.compareAndSet(false, true)) {
            signals.signal(new Signal.Down(plan.number(), failure));
        }
    }
}
