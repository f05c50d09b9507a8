package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.TopicKind;
import org.jspecify.annotations.Nullable;

/** A message in the outbox. Only the holder of the outbox's lock touches what is not final. */
final class Entry {
    final TopicKind kind;
    final String path;      // below the device's topic
    final String stream;
    final byte[] body;
    final long seq;
    final Instant time;
    final boolean synced;
    final long madeNanos;
    final @Nullable Duration expiry;

    /*
     * Set once, when it is first written: what was dropped right before it, and the bytes that every repetition sends
     * too.
     */
    long dropped;
    @Nullable Message written;

    Entry(Draft draft, byte[] body, long seq, LinkTime time) {
        this.kind = draft.kind();
        this.path = kind.path(draft.name());
        this.stream = kind.streamOf(draft.name());
        this.body = body;
        this.seq = seq;
        this.time = time.now();
        this.synced = time.synced();
        this.madeNanos = time.nanos();
        this.expiry = draft.expiry();
    }

    /** {@return the message; it must have been written} */
    Message written() {
        return Objects.requireNonNull(written, "not written yet");
    }

    boolean expired(long nowNanos) {
        return expiry != null && nowNanos - madeNanos >= expiry.toNanos();
    }
}
