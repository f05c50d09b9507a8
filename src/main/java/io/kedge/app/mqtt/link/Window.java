package io.kedge.app.mqtt.link;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The messages that one connection has in flight. Counts QoS 0 too, as Paho does, so that Paho's own window is never
 * full.
 * One thread.
 */
final class Window {
    private final int size;
    private final Map<Long, Entry> inFlight = new LinkedHashMap<>();
    private long nextTicket;

    /** Makes a window of what we want or what the broker takes, whichever is less. */
    Window(int wanted, int receiveMaximum) {
        this.size = Math.max(1, Math.min(wanted, receiveMaximum));
    }

    boolean hasRoom() {
        return inFlight.size() < size;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    /** {@return the ticket of a message that is now in flight} There must be room. */
    long add(Entry entry) {
        assert hasRoom() : "window of " + size + " is full";
        long ticket = nextTicket++;
        inFlight.put(ticket, entry);
        return ticket;
    }

    /** {@return the message of this ticket, no longer in flight; null if it was not} */
    @Nullable Entry remove(long ticket) {
        return inFlight.remove(ticket);
    }

    /** {@return what is in flight, oldest first} */
    Collection<Entry> entries() {
        return List.copyOf(inFlight.values());
    }
}
