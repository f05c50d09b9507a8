package io.kedge.hal.line;

import io.kedge.hal.time.HalClock;

/** A clock that stands still until it is moved. Starts at 0 monotonic and at 1,000,000 s of wall clock. */
final class ManualClock implements HalClock {
    static final long WALL_AT_ZERO_MILLIS = 1_000_000_000;

    private long nanos;

    ManualClock at(long monotonicNanos) {
        nanos = monotonicNanos;
        return this;
    }

    @Override
    public long monotonicNanos() {
        return nanos;
    }

    @Override
    public long wallMillis() {
        return WALL_AT_ZERO_MILLIS + nanos / 1_000_000;
    }

    @Override
    public boolean wallSynced() {
        return true;
    }
}
