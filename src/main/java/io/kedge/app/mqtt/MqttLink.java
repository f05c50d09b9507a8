package io.kedge.app.mqtt;

import io.kedge.app.mqtt.api.DeviceState;
import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.LinkStatus;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.StatusListener;
import java.time.Duration;
import java.util.List;

/**
 * The link to the broker. It starts without a broker, connects when there is one, and comes back by itself. Messages wait
 * in an outbox in memory meanwhile; retained topics keep their last message only and are sent again at every connect.
 *
 * <pre>
 * MqttLink link = MqttLink.create(MqttConfig.of(BrokerAddress.parse("mqtt://localhost"), DeviceId.ofHostname("pi")));
 * link.onChange(status -> ...);
 * link.start();
 * link.publish(Draft.event("door", body));
 * link.stop(Duration.ofSeconds(2));
 * </pre>
 *
 * <p>All methods may be called by any thread. None waits but {@link #stop}.
 */
public final class MqttLink {

    private MqttLink() { }

    /** {@return a link that has not started: no thread, no socket} */
    public static MqttLink create(MqttConfig config) {
        throw new UnsupportedOperationException("being written");
    }

    /** Adds a listener for changes of state. It is told the current status at once, by the caller. */
    public void onChange(StatusListener listener) {
        throw new UnsupportedOperationException("being written");
    }

    /** Starts the thread {@code mqtt-link}, which tries to connect until {@link #stop}. A second call does nothing. */
    public void start() {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Puts a message into the outbox. Events and statistics are queued, the oldest giving way when the outbox is full;
     * a retained topic keeps its last message only. Works before {@link #start} too.
     *
     * @return false if the link is stopping or stopped
     */
    public boolean publish(Draft draft) {
        throw new UnsupportedOperationException("being written");
    }

    /** Sets what the topic {@code state} says while the link is up: {@code online} until the first call. */
    public void deviceState(DeviceState state, List<String> reasons) {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return what the link says of itself now} */
    public LinkStatus status() {
        throw new UnsupportedOperationException("being written");
    }

    /** {@return the id of this process run, in every payload: 16 hexadecimal digits} */
    public String boot() {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Empties the outbox as far as time allows, says {@code offline} with cause {@code stopped}, disconnects, and ends every
     * thread of the link. Waits for at most the deadline and half a second. A second call waits for the first.
     *
     * @return true if the broker confirmed the farewell
     * @throws InterruptedException if the calling thread is interrupted while it waits; the stopping goes on
     */
    public boolean stop(Duration deadline) throws InterruptedException {
        throw new UnsupportedOperationException("being written");
    }
}
