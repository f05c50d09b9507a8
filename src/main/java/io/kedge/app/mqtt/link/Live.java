package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What lives as long as one connection: its limits, its window, what is on the wire. Touched by the loop only. */
final class Live {
    private static final long FOR_EVER_NANOS = Duration.ofDays(36_500).toNanos();   // far away, and safe to add to
    private static final long NO_ROOM_PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    final int number;
    final Connection connection;
    private final Outbox outbox;
    private final Complaints complaints;
    private Window window = new Window(1, 1);
    private @Nullable ServerLimits limits;    // null until the broker accepted us
    private long acceptedNanos;
    private long lastDeliveryNanos;           // or since when something is in flight
    private long retainedDueNanos;            // when what is retained is sent again
    private boolean retainedDue;              // and whether that is still to come
    private long pausedUntilNanos;            // when to try again after Paho had no room
    private boolean paused;                   // and whether it had none

    Live(int number, Connection connection, Outbox outbox, Complaints complaints) {
        this.number = number;
        this.connection = connection;
        this.outbox = outbox;
        this.complaints = complaints;
    }

    /**
     * The broker accepted us. What is retained is sent again after this delay; a negative one means that it waits
     * anyway.
     */
    void accepted(ServerLimits said, int windowWanted, long nowNanos, long retainedDelayNanos) {
        limits = said;
        window = new Window(windowWanted, said.receiveMaximum());
        acceptedNanos = nowNanos;
        retainedDue = retainedDelayNanos >= 0;
        retainedDueNanos = nowNanos + retainedDelayNanos;
        complaints.limits(said);
    }

    boolean wasAccepted() {
        return limits != null;
    }

    long onlineNanos(long nowNanos) {
        return nowNanos - acceptedNanos;
    }

    /** Has nothing moved for so long that the connection is dead? */
    boolean isSilent(long nowNanos) {
        return giveUpNanos() - nowNanos <= 0;
    }

    /** Sends what can be sent now. {@return nanoseconds until there is something to do again} */
    long serve(long nowNanos) {
        if (retainedDue && retainedDueNanos - nowNanos <= 0) {
            retainedDue = false;
            outbox.retainedAgain();
        }
        paused &= pausedUntilNanos - nowNanos > 0;
        drain(nowNanos);
        long next = giveUpNanos() - nowNanos;
        next = retainedDue ? Math.min(next, retainedDueNanos - nowNanos) : next;
        return paused ? Math.min(next, pausedUntilNanos - nowNanos) : next;
    }

    /** Sends the farewell, if there is room. {@return its ticket, -1 if there is none} */
    long sendFarewell(long nowNanos) {
        return window.hasRoom() ? send(outbox.farewell(), nowNanos) : -1;
    }

    /** Is nothing on the wire? */
    boolean isQuiet() {
        return window.isEmpty();
    }

    /** {@return whether such a message was on the wire; now the broker has it} */
    boolean delivered(long ticket, long nowNanos) {
        lastDeliveryNanos = nowNanos;
        return window.remove(ticket) != null;
    }

    /** The broker does not want it: it is given up. */
    void refused(long ticket, int code, long nowNanos) {
        Entry entry = window.remove(ticket);
        if (entry != null) {
            lastDeliveryNanos = nowNanos;
            outbox.drop(entry);
            complaints.refused(entry.written(), code);
        }
    }

    /** It was not taken: later again. */
    void noRoom(long ticket, long nowNanos) {
        Entry entry = window.remove(ticket);
        if (entry != null) {
            outbox.takeBack(List.of(entry));
            paused = true;
            pausedUntilNanos = nowNanos + NO_ROOM_PAUSE_NANOS;
        }
    }

    /** Ends the connection; what was on the wire goes back to the outbox. Waits. */
    void hangUp() {
        connection.close();
        outbox.takeBack(window.entries());
    }

    private void drain(long nowNanos) {
        while (!paused && window.hasRoom()) {
            Entry entry = outbox.poll();
            if (entry == null) {
                return;
            }
            if (entry.written().packetBytes() <= maximumPacket()) {
                send(entry, nowNanos);
            } else {
                outbox.drop(entry);
                complaints.tooLarge(entry.written(), maximumPacket());
            }
        }
    }

    private long send(Entry entry, long nowNanos) {
        if (window.isEmpty()) {
            lastDeliveryNanos = nowNanos;
        }
        long ticket = window.add(entry);
        connection.send(ticket, entry.written());
        return ticket;
    }

    private long maximumPacket() {
        return limits == null || limits.maximumPacket() == 0 ? Long.MAX_VALUE : limits.maximumPacket();
    }

    private long giveUpNanos() {
        long keepAlive = limits == null ? 0 : limits.keepAliveNanos();
        long silence = keepAlive == 0 ? FOR_EVER_NANOS : keepAlive + keepAlive / 2;
        long inbound = connection.lastInboundNanos() + silence;
        long delivery = lastDeliveryNanos + silence;
        return window.isEmpty() || inbound - delivery < 0 ? inbound : delivery;
    }
}
