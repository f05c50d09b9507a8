package io.kedge.hal.irq;

import java.util.concurrent.atomic.AtomicLong;

/** A count with one writer, read by anyone. Adding costs no locked instruction and allocates nothing. */
public final class Tally {
    private final AtomicLong value = new AtomicLong();

    /** Adds. The one writer only. */
    public void add(long more) {
        value.setRelease(value.getPlain() + more);
    }

    /** Raises to this value if it is less. The one writer only. */
    void raiseTo(long atLeast) {
        if (value.getPlain() < atLeast) {
            value.setRelease(atLeast);
        }
    }

    /** {@return the count so far} */
    public long get() {
        return value.getAcquire();
    }
}
