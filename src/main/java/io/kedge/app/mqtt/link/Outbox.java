package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.TopicKind;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, in memory. Any thread may offer; the loop takes.
 *
 * <p>Retained topics keep their last message, and keep it after it was sent, for the next connect. Streams are queues:
 * events go before statistics. When the queues together are full, statistics give way before events and old before new;
 * statistics also go when they expire. What is given up is counted, and said in the stream's next message.
 */
final class Outbox {
    /** Retained topics are few: lines, counters, schemas. More than this is a mistake in somebody's code. */
    static final int RETAINED_LIMIT = 1_000;

    /*
     * Who may touch a field:
     *   C   constant after construction
     *   L   only the holder of lock
     */
    private final int limit;                                        // C
    private final LinkTime time;                                    // C
    private final Payloads payloads;                                // C
    private final String topicPrefix;                               // C
    private final Object lock = new Object();                       // C
    private final Map<String, Stream> streams = new HashMap<>();    // L
    private final Map<String, Entry> retained = new LinkedHashMap<>();   // L   the last of each path
    private final Set<String> due = new LinkedHashSet<>();          // L   paths of retained entries that wait
    private final ArrayDeque<Entry> events = new ArrayDeque<>();    // L   QoS 1, oldest first
    private final ArrayDeque<Entry> stats = new ArrayDeque<>();     // L   QoS 0, oldest first
    private long dropped;                                           // L   since start

    /** One stream's counters. */
    private static final class Stream {
        long nextSeq;
        long droppedSinceLast;
    }

    Outbox(int limit, String topicPrefix, Payloads payloads, LinkTime time) {
        this.limit = limit;
        this.topicPrefix = topicPrefix;
        this.payloads = payloads;
        this.time = time;
    }

    /**
     * Takes a message in; the number in its stream is given here. Any thread.
     *
     * @throws UnwritablePayloadException if the body is not written as a JSON object
     */
    void offer(Draft draft) {
        byte[] body = payloads.body(draft.body());
        synchronized (lock) {
            if (draft.kind().retained()) {
                keepLocked(new Entry(draft, body, 0, time));
                return;
            }
            dropExpiredLocked();
            Entry entry = new Entry(draft, body, streamLocked(draft.kind().streamOf(draft.name())).nextSeq++, time);
            if (events.size() + stats.size() >= limit) {
                dropLocked(Objects.requireNonNull(stats.isEmpty() ? events.pollFirst() : stats.pollFirst()));
            }
            queueLocked(entry).addLast(entry);
        }
    }

    /**
     * {@return the next message to send, written; null if nothing waits} The state goes first, then what is retained.
     */
    @Nullable Entry poll() {
        synchronized (lock) {
            dropExpiredLocked();
            Entry entry = nextRetainedLocked();
            if (entry == null) {
                entry = events.isEmpty() ? stats.pollFirst() : events.pollFirst();
            }
            if (entry != null && entry.written == null) {
                writeLocked(entry);
            }
            return entry;
        }
    }

    /** {@return the last message of all, written: offline, stopped. Not kept} */
    Entry farewell() {
        Entry entry = new Entry(new Draft(TopicKind.STATE, "", StateBody.stopped(), null),
                payloads.body(StateBody.stopped()), 0, time);
        synchronized (lock) {
            writeLocked(entry);
        }
        return entry;
    }

    /** Takes back, in their order, messages that were on the wire when the connection ended. */
    void takeBack(Collection<Entry> entries) {
        synchronized (lock) {
            for (Entry entry : List.copyOf(entries).reversed()) {
                if (entry.kind.retained()) {
                    due.add(entry.path);
                } else {
                    queueLocked(entry).addFirst(entry);
                }
            }
        }
    }

    /** Gives up a message that was polled. */
    void drop(Entry entry) {
        synchronized (lock) {
            dropLocked(entry);
        }
    }

    /** Makes every retained message wait again: a broker may have lost them. */
    void retainedAgain() {
        synchronized (lock) {
            due.addAll(retained.keySet());
        }
    }

    /** {@return messages that wait} */
    int size() {
        synchronized (lock) {
            return due.size() + events.size() + stats.size();
        }
    }

    /** {@return messages given up since start} */
    long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    private void keepLocked(Entry entry) {
        if (retained.size() >= RETAINED_LIMIT && !retained.containsKey(entry.path)) {
            dropped++;
            return;
        }
        retained.put(entry.path, entry);
        due.add(entry.path);
    }

    private @Nullable Entry nextRetainedLocked() {
        String state = TopicKind.STATE.path("");
        String path = due.contains(state) ? state : due.isEmpty() ? null : due.iterator().next();
        if (path == null) {
            return null;
        }
        due.remove(path);
        return retained.get(path);
    }

    private void writeLocked(Entry entry) {
        if (entry.kind.stream()) {
            Stream stream = streamLocked(entry.stream);
            entry.dropped = stream.droppedSinceLast;
            stream.droppedSinceLast = 0;
        }
        byte[] payload = entry.kind == TopicKind.SCHEMA ? entry.body : payloads.enveloped(new Payloads.Envelope(
                entry.kind.stream(), entry.seq, entry.dropped, entry.time, entry.synced), entry.body);
        entry.written = new Message(topicPrefix + entry.path, payload, entry.kind.qos(), entry.kind.retained(),
                expirySeconds(entry));
    }

    /* What is left of the expiry, rounded up: 0 on the wire would mean "at once". */
    private long expirySeconds(Entry entry) {
        if (entry.expiry == null) {
            return 0;
        }
        long leftNanos = entry.expiry.toNanos() - (time.nanos() - entry.madeNanos);
        return Math.max(1, Math.ceilDiv(leftNanos, Duration.ofSeconds(1).toNanos()));
    }

    private void dropExpiredLocked() {
        long now = time.nanos();
        while (!stats.isEmpty() && stats.getFirst().expired(now)) {
            dropLocked(stats.removeFirst());
        }
    }

    private void dropLocked(Entry entry) {
        dropped++;
        if (entry.kind.stream()) {
            streamLocked(entry.stream).droppedSinceLast += 1 + entry.dropped;
        }
    }

    private Stream streamLocked(String name) {
        return streams.computeIfAbsent(name, _ -> new Stream());
    }

    private ArrayDeque<Entry> queueLocked(Entry entry) {
        return entry.kind.qos() > 0 ? events : stats;
    }
}
