package io.kedge.app.mqtt;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.app.mqtt.api.DeviceState;
import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.LinkStatus;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.StatusListener;
import io.kedge.app.mqtt.link.LinkEvents;
import io.kedge.app.mqtt.link.LinkLoop;
import io.kedge.app.mqtt.link.LinkTime;
import io.kedge.app.mqtt.paho.PahoConnector;

/**
 * The link to the broker. It starts without a broker, connects when there is one, and comes back by itself. Messages
 * wait in an outbox in memory meanwhile; retained topics keep their last message only and are sent again at every
 * connect.
 *
 * <pre>
 * MqttLink link = MqttLink.create(MqttConfig.of(BrokerAddress.parse("mqtt://localhost"), DeviceId.ofHostname("pi")));
 * link.onChange(status -&gt; ...);
 * link.start();
 * link.publish(Draft.event("door", body));
 * link.stop(Duration.ofSeconds(2));
 * </pre>
 *
 * <p>All methods may be called by any thread. None waits but {@link #stop}.
 */
public final class MqttLink {
    private static final System.Logger LOG = System.getLogger(MqttLink.class.getName());
    private static final int BOOT_BYTES = 8;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String boot;
    private final LinkTime time;
    private final LinkThread thread = new LinkThread();
    private final LinkLoop loop;
    private final List<StatusListener> listeners = new CopyOnWriteArrayList<>();

    private MqttLink(MqttConfig config, String boot, LinkTime time) {
        this.boot = boot;
        this.time = time;
        LinkLoop.Ports ports = new LinkLoop.Ports(time, new SplittableRandom(config.device().hash()),
                new PahoConnector(config, time), thread::ring);
        this.loop = new LinkLoop(config, boot, ports, new Events());
    }

    /**
     * {@return a link that has not started: no thread, no socket}
     *
     * @throws io.kedge.app.mqtt.api.BadSettingException if the CA file cannot be used
     */
    public static MqttLink create(MqttConfig config) {
        byte[] random = new byte[BOOT_BYTES];
        new SecureRandom().nextBytes(random);
        return new MqttLink(config, HexFormat.of().formatHex(random), new SystemTime());
    }

    /** Adds a listener for changes of state. It is told the current status at once, by the caller. */
    public void onChange(StatusListener listener) {
        listeners.add(listener);
        listener.onStatus(loop.status());
    }

    /** Starts the thread {@code mqtt-link}, which tries to connect until {@link #stop}. A second call does nothing. */
    public void start() {
        loop.start();
        thread.start(loop);
    }

    /**
     * Puts a message into the outbox. Events and statistics are queued, the oldest giving way when the outbox is full;
     * a retained topic keeps its last message only. Works before {@link #start} too.
     *
     * @return false if the link is stopping or stopped
     */
    public boolean publish(Draft draft) {
        return loop.offer(draft);
    }

    /** Sets what the topic {@code state} says while the link is up: {@code online} until the first call. */
    public void deviceState(DeviceState state, List<String> reasons) {
        loop.deviceState(state, reasons);
    }

    /** {@return what the link says of itself now} */
    public LinkStatus status() {
        return loop.status();
    }

    /** {@return the id of this process run, in every payload: 16 hexadecimal digits} */
    public String boot() {
        return boot;
    }

    /**
     * Empties the outbox as far as time allows, says {@code offline} with cause {@code stopped}, disconnects, and ends
     * every thread of the link. Waits; a second call waits for the first.
     *
     * @param deadline how long the farewell may take; below 1.1 s the outbox is not waited for. Threads that do not end
     *     take up to four seconds more
     * @return true if the broker confirmed the farewell
     * @throws InterruptedException if the calling thread is interrupted while it waits; the stopping goes on
     */
    public boolean stop(Duration deadline) throws InterruptedException {
        loop.stop(time.nanos() + deadline.toNanos());
        thread.start(loop);   // if it never was, it ends the loop at once
        return thread.join(deadline.plus(GRACE).toNanos()) && loop.farewellHeard();
    }

    private final class Events implements LinkEvents {

        @Override
        public void stateChanged(LinkStatus status) {
            LOG.log(Level.DEBUG, "{0}: {1}", status.state(), status.message());
            for (StatusListener listener : listeners) {
                try {
                    listener.onStatus(status);
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "a status listener failed", e);
                }
            }
        }

        @Override
        public void oddity(String message) {
            LOG.log(Level.WARNING, message);
        }
    }
}
