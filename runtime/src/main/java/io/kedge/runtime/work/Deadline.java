package io.kedge.runtime.work;

/** By when an instance of an item shall have ended. */
public final class Deadline {
    private final long nanos;    // C   after its queueing, 1 or more
    private long dueNanos;       // the item's owner; the holder of the pool's lock while it is queued

    Deadline(long nanos) {
        this.nanos = nanos;
    }

    void queuedAt(long nowNanos) {
        dueNanos = nowNanos + nanos;
    }

    /** {@return when the instance that is pending is due} To be compared by difference. */
    public long dueNanos() {
        return dueNanos;
    }
}
