package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import io.kedge.app.mqtt.api.DeviceState;
import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.LinkStatus;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.TopicKind;
import org.jspecify.annotations.Nullable;

/**
 * The link's state machine, as a step machine: one thread calls {@link #step} again and again and waits in between for
 * as long as it was told, or until {@link #signal}, {@link #offer}, {@link #stop} or {@link #deviceState} ring.
 */
public final class LinkLoop implements Signals {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int SUSPICIOUS_KICKS = 3;
    private static final String KICKED_HINT =
            "; it does so soon after each connect: do two devices share this device id?";
    private static final long FAULT_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    /* Of the time to stop, what is kept for the farewell and for the disconnect. */
    private static final long FAREWELL_NANOS = Duration.ofMillis(700).toNanos();
    private static final long DISCONNECT_NANOS = Duration.ofMillis(400).toNanos();

    /*
     * Who may touch a field:
     *   C   constant after construction
     *   T   only the thread that steps
     *   Tv  written by that thread, read by anyone (volatile)
     *   A   anyone
     */
    // session
    private final MqttConfig config;                               // C
    private final LinkTime time;                                   // C
    private final Connector connector;                             // C
    private final LinkEvents events;                               // C
    private final Runnable bell;                                   // C   wakes the thread that steps
    private final Backoff backoff;                                 // C, its inside T
    private final Outbox outbox;                                   // A
    private final Payloads payloads;                               // C
    private final Complaints complaints;                           // C, its inside T
    private final String topicPrefix;                              // C
    private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();   // A
    private volatile boolean startAsked;                           // A
    private volatile @Nullable Long stopByNanos;                   // A   set once
    private volatile StateBody deviceState = StateBody.of(DeviceState.ONLINE, List.of());   // A
    private volatile LinkState state = LinkState.IDLE;             // Tv
    private volatile String message = "not started";               // Tv
    private final AtomicInteger attempts = new AtomicInteger();    // Tv
    private final AtomicInteger connects = new AtomicInteger();    // Tv
    private final AtomicLong published = new AtomicLong();         // Tv
    private volatile boolean farewellHeard;                        // Tv
    private long dueNanos;                                         // T   next attempt; CONNECTING: give up

    // connection
    private @Nullable Live live;                                   // T
    private int kicks;                                             // T   connections in a row that were lost soon
    private long farewellTicket = -1;                              // T   -1 until it is sent

    /** Makes a loop that has not started. */
    public LinkLoop(MqttConfig config, String boot, Ports ports, LinkEvents events) {
        this.config = config;
        this.time = ports.time();
        this.connector = ports.connector();
        this.bell = ports.bell();
        this.events = events;
        this.backoff = new Backoff(config.reconnect(), ports.random());
        this.payloads = new Payloads(boot);
        this.topicPrefix = "kedge/" + config.device().shard() + "/" + config.device().text() + "/";
        this.complaints = new Complaints(config.broker(), events);
        this.outbox = new Outbox(config.outboxLimit(), topicPrefix, payloads, time);
    }

    /**
     * What the loop stands on.
     *
     * @param time      clocks
     * @param random    jitter; seeded by the device
     * @param connector makes connections
     * @param bell      wakes the thread that steps; called by any thread
     */
    public record Ports(LinkTime time, RandomGenerator random, Connector connector, Runnable bell) { }

    /* ---- any thread ---- */

    /** Asks for the start. */
    public void start() {
        startAsked = true;
        bell.run();
    }

    /** Asks for the stop, to be over at this time. The first call counts. */
    public synchronized void stop(long byNanos) {
        if (stopByNanos == null) {
            stopByNanos = byNanos;
        }
        bell.run();
    }

    /** Takes a message in. {@return false if the link is stopping} */
    public boolean offer(Draft draft) {
        if (stopByNanos != null) {
            return false;
        }
        outbox.offer(draft);
        bell.run();
        return true;
    }

    /** Sets what the topic {@code state} says while the link is up. */
    public void deviceState(DeviceState value, List<String> reasons) {
        deviceState = StateBody.of(value, reasons);
        if (stopByNanos == null) {
            outbox.offer(new Draft(TopicKind.STATE, "", deviceState, null));
            bell.run();
        }
    }

    @Override
    public void signal(Signal signal) {
        signals.add(signal);
        bell.run();
    }

    /** {@return what the link says of itself} */
    public LinkStatus status() {
        return new LinkStatus(state, message, attempts.get(), connects.get(), published.get(), outbox.dropped(),
                outbox.size());
    }

    /** {@return whether the broker confirmed the farewell} */
    public boolean farewellHeard() {
        return farewellHeard;
    }

    /* ---- the thread that steps ---- */

    /**
     * Does what is to be done now. {@return nanoseconds until the next step, unless the bell rings; 0 or less: at once}
     */
    public long step() {
        for (Signal signal = signals.poll(); signal != null; signal = signals.poll()) {
            handle(signal);
        }
        long now = time.nanos();
        return switch (state) {
            case IDLE -> idle(now);
            case WAITING, DEGRADED -> waiting(now);
            case CONNECTING -> connecting(now);
            case ONLINE -> online(now);
            case STOPPING -> stopping(now);
            case STOPPED -> NEVER;
        };
    }

    /**
     * Called if {@link #step} threw: a connection, if there is one, is given up. {@return nanoseconds until the next
     * step}
     */
    public long fault() {
        if (live != null) {
            down(Failure.passing("the connection to " + config.broker() + " failed inside Kedge; see the log"));
        }
        return FAULT_PAUSE_NANOS;
    }

    /** {@return whether it is over: never step again} */
    public boolean over() {
        return state == LinkState.STOPPED;
    }

    private long idle(long now) {
        if (stopByNanos != null) {
            become(LinkState.STOPPED, "stopped");
            return NEVER;
        }
        if (!startAsked) {
            return NEVER;
        }
        dueNanos = now + backoff.firstNanos();
        become(LinkState.WAITING, "will connect to " + config.broker());
        return dueNanos - now;
    }

    private long waiting(long now) {
        if (stopByNanos != null) {
            become(LinkState.STOPPED, "stopped without a broker");
            return NEVER;
        }
        if (dueNanos - now > 0) {
            return dueNanos - now;
        }
        int number = attempts.incrementAndGet();
        Message will = new Message(topicPrefix + TopicKind.STATE.path(""), payloads.will(StateBody.lost()),
                TopicKind.STATE.qos(), TopicKind.STATE.retained(), 0);
        Live attempt = new Live(number, connector.connect(number, connects.get() > 0, will, this),
                outbox, complaints);
        live = attempt;
        dueNanos = now + config.connectTimeout().toNanos() + Duration.ofSeconds(1).toNanos();
        become(LinkState.CONNECTING, "connecting to " + config.broker());
        attempt.connection.open();
        return dueNanos - now;
    }

    private long connecting(long now) {
        if (stopByNanos != null) {
            hangUp();
            become(LinkState.STOPPED, "stopped while connecting");
            return NEVER;
        }
        if (dueNanos - now <= 0) {
            down(Failure.passing(config.broker() + " did not answer within " + config.connectTimeout().toSeconds()
                    + " s; check the address, and whether a firewall is in between"));
            return 0;
        }
        return dueNanos - now;
    }

    private long online(long now) {
        if (stopByNanos != null) {
            become(LinkState.STOPPING, "stopping");
            return 0;
        }
        return serve(now);
    }

    private long serve(long now) {
        Live current = current();
        if (current.isSilent(now)) {
            down(Failure.passing(config.broker() + " has been silent for " + Duration.ofNanos(
                    now - current.connection.lastInboundNanos()).toSeconds() + " s"));
            return 0;
        }
        return current.serve(now);
    }

    /* First the outbox, as far as time allows; then the farewell; then the disconnect. */
    private long stopping(long now) {
        Live current = current();
        long left = stopBy() - now;
        if (farewellHeard || left <= DISCONNECT_NANOS) {
            current.connection.disconnect(Math.clamp(left, 0, DISCONNECT_NANOS));
            hangUp();
            become(LinkState.STOPPED, farewellHeard ? "stopped" : "stopped; the broker did not confirm it in time");
            return NEVER;
        }
        boolean flushing = left > FAREWELL_NANOS + DISCONNECT_NANOS;
        if (farewellTicket < 0 && (!flushing || outbox.size() == 0 && current.isQuiet())) {
            farewellTicket = current.sendFarewell(now);
        }
        if (farewellTicket < 0 && flushing) {
            long next = serve(now);
            return over() ? NEVER : Math.min(next, left - FAREWELL_NANOS - DISCONNECT_NANOS);
        }
        return left - DISCONNECT_NANOS;   // for the farewell's acknowledgement, or for room to send it
    }

    private void handle(Signal signal) {
        Live current = live;
        if (current == null || current.number != signal.connection()) {
            return;   // of a connection that is gone
        }
        switch (signal) {
            case Signal.Accepted accepted -> accepted(current, accepted.limits());
            case Signal.Down lost -> down(lost.failure());
            case Signal.Delivered delivered -> delivered(current, delivered.ticket());
            case Signal.Refused refused -> current.refused(refused.ticket(), refused.code(), time.nanos());
            case Signal.NoRoom full -> current.noRoom(full.ticket(), time.nanos());
        }
    }

    private void accepted(Live current, ServerLimits limits) {
        if (state != LinkState.CONNECTING) {
            return;
        }
        boolean first = connects.incrementAndGet() == 1;
        outbox.offer(new Draft(TopicKind.STATE, "", deviceState, null));
        current.accepted(limits, config.window(), time.nanos(), first ? -1 : backoff.birthNanos());
        become(LinkState.ONLINE, "connected to " + config.broker());
    }

    private void delivered(Live current, long ticket) {
        if (current.delivered(ticket, time.nanos())) {
            published.incrementAndGet();
            farewellHeard |= ticket == farewellTicket;
        }
    }

    private void down(Failure failure) {
        Live current = current();
        boolean wasOnline = current.wasAccepted();
        hangUp();
        if (state == LinkState.STOPPING) {
            become(LinkState.STOPPED, "stopped; the connection was lost before the farewell");
            return;
        }
        long now = time.nanos();
        kicks = wasOnline && current.onlineNanos(now) < config.reconnect().stable().toNanos() ? kicks + 1 : 0;
        long delay = wasOnline
                ? backoff.afterLossNanos(failure, current.onlineNanos(now))
                : backoff.afterRefusalNanos(failure);
        dueNanos = now + delay;
        become(failure.outlook() == Failure.Outlook.NEEDS_CURE ? LinkState.DEGRADED : LinkState.WAITING,
                failure.message() + (kicks < SUSPICIOUS_KICKS ? "" : KICKED_HINT)
                        + " (next attempt in " + Duration.ofNanos(delay).toSeconds() + " s)");
    }

    private void hangUp() {
        Live current = current();
        live = null;
        current.hangUp();
    }

    private void become(LinkState next, String why) {
        assert state.mayBecome(next) : state + " must not become " + next;
        state = next;
        message = why;
        events.stateChanged(status());
    }

    private Live current() {
        Live current = live;
        if (current == null) {
            throw new IllegalStateException("no connection in state " + state);
        }
        return current;
    }

    private long stopBy() {
        Long by = stopByNanos;
        return by == null ? NEVER : by;
    }
}
