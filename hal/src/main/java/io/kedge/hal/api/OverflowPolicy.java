package io.kedge.hal.api;

import static java.util.Objects.requireNonNull;

/**
 * What a stream of events does when its subscriber is slower than the line. The bottom half never waits for a subscriber.
 *
 * @param kind     what gives way
 * @param capacity events kept for a subscriber that has not asked for them, 1 to 65536
 */
public record OverflowPolicy(Kind kind, int capacity) {

    /** What gives way. */
    public enum Kind {
        /** The oldest kept event; counted as a drop. */
        DROP_OLDEST,
        /** All but the newest event; counted as drops. */
        LATEST,
        /** The stream: it fails with {@link StreamOverflowException}; what was kept is delivered first. */
        BUFFER_THEN_FAIL
    }

    /** The largest capacity. */
    public static final int LARGEST = 65_536;

    /** Refuses a capacity out of range. */
    public OverflowPolicy {
        requireNonNull(kind, "kind");
        if (capacity < 1 || capacity > LARGEST) {
            throw new IllegalArgumentException("stream capacity must be 1 to " + LARGEST + ", was " + capacity);
        }
        if (kind == Kind.LATEST && capacity != 1) {
            throw new IllegalArgumentException("a stream that keeps the latest event has capacity 1, was " + capacity);
        }
    }

    /** {@return keep this many events, drop the oldest} */
    public static OverflowPolicy dropOldest(int capacity) {
        return new OverflowPolicy(Kind.DROP_OLDEST, capacity);
    }

    /** {@return keep only the newest event} */
    public static OverflowPolicy latest() {
        return new OverflowPolicy(Kind.LATEST, 1);
    }

    /** {@return keep this many events, then fail the stream} */
    public static OverflowPolicy bufferThenFail(int capacity) {
        return new OverflowPolicy(Kind.BUFFER_THEN_FAIL, capacity);
    }
}
