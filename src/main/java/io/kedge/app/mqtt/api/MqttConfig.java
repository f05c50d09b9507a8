package io.kedge.app.mqtt.api;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Everything the link is told. {@link #of} gives the defaults, the {@code with} methods change one thing each.
 *
 * @param broker         where to connect
 * @param device         whose topics these are
 * @param credentials    null if the broker lets anybody in
 * @param caFile         certificates (PEM) to trust instead of the Java runtime's, for {@code mqtts}; null for the
 *     runtime's
 * @param keepAlive      the longest silence; whole seconds, 5 s to 18 h
 * @param connectTimeout how long one attempt may take
 * @param willDelay      how long the broker waits before it tells the world that this device was lost
 * @param window         messages in flight at once; the broker may ask for fewer
 * @param outboxLimit    stream messages kept while there is no broker; then the oldest give way
 * @param reconnect      when to try again
 */
public record MqttConfig(
        BrokerAddress broker,
        DeviceId device,
        @Nullable Credentials credentials,
        @Nullable Path caFile,
        Duration keepAlive,
        Duration connectTimeout,
        Duration willDelay,
        int window,
        int outboxLimit,
        ReconnectPolicy reconnect) {

    private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(5);
    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(65_535);
    private static final int DEFAULT_WINDOW = 16;
    private static final int DEFAULT_OUTBOX = 2_000;

    /** Refuses values out of range. */
    public MqttConfig {
        requireNonNull(broker, "broker");
        requireNonNull(device, "device");
        requireNonNull(reconnect, "reconnect");
        if (keepAlive.compareTo(SHORTEST_KEEP_ALIVE) < 0 || keepAlive.compareTo(LONGEST_KEEP_ALIVE) > 0) {
            throw new BadSettingException("MQTT keep-alive must be 5 s to 65535 s, was " + keepAlive.toSeconds()
                    + " s");
        }
        if (connectTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new BadSettingException("MQTT connect timeout must be at least 1 s, was " + connectTimeout.toMillis()
                    + " ms");
        }
        if (willDelay.isNegative()) {
            throw new BadSettingException("MQTT will delay must not be negative, was " + willDelay.toSeconds() + " s");
        }
        if (window < 1 || outboxLimit < 1) {
            throw new BadSettingException("MQTT window and outbox limit must be at least 1, were " + window + " and "
                    + outboxLimit);
        }
        if (caFile != null && !broker.tls()) {
            throw new BadSettingException("CA file " + caFile + " is set, but " + broker
                    + " is not encrypted; write mqtts://");
        }
    }

    /** {@return the defaults for this broker and device} */
    public static MqttConfig of(BrokerAddress broker, DeviceId device) {
        return new MqttConfig(broker, device, null, null, Duration.ofSeconds(30), Duration.ofSeconds(20),
                Duration.ofSeconds(30), DEFAULT_WINDOW, DEFAULT_OUTBOX, ReconnectPolicy.forFleetOf(1));
    }

    /** {@return the same with these credentials} */
    public MqttConfig withCredentials(@Nullable Credentials value) {
        return new MqttConfig(broker, device, value, caFile, keepAlive, connectTimeout, willDelay, window, outboxLimit,
                reconnect);
    }

    /** {@return the same that trusts the certificates in this file} */
    public MqttConfig withCaFile(@Nullable Path value) {
        return new MqttConfig(broker, device, credentials, value, keepAlive, connectTimeout, willDelay, window,
                outboxLimit, reconnect);
    }

    /** {@return the same with this keep-alive} */
    public MqttConfig withKeepAlive(Duration value) {
        return new MqttConfig(broker, device, credentials, caFile, value, connectTimeout, willDelay, window,
                outboxLimit, reconnect);
    }

    /** {@return the same with this limit for one attempt} */
    public MqttConfig withConnectTimeout(Duration value) {
        return new MqttConfig(broker, device, credentials, caFile, keepAlive, value, willDelay, window, outboxLimit,
                reconnect);
    }

    /** {@return the same with this will delay} */
    public MqttConfig withWillDelay(Duration value) {
        return new MqttConfig(broker, device, credentials, caFile, keepAlive, connectTimeout, value, window,
                outboxLimit, reconnect);
    }

    /** {@return the same with this window} */
    public MqttConfig withWindow(int value) {
        return new MqttConfig(broker, device, credentials, caFile, keepAlive, connectTimeout, willDelay, value,
                outboxLimit, reconnect);
    }

    /** {@return the same with this outbox limit} */
    public MqttConfig withOutboxLimit(int value) {
        return new MqttConfig(broker, device, credentials, caFile, keepAlive, connectTimeout, willDelay, window, value,
                reconnect);
    }

    /** {@return the same with this reconnect policy} */
    public MqttConfig withReconnect(ReconnectPolicy value) {
        return new MqttConfig(broker, device, credentials, caFile, keepAlive, connectTimeout, willDelay, window,
                outboxLimit, value);
    }
}
