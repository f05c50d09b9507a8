package io.kedge.runtime.pool;

import io.kedge.runtime.work.NanoClock;

/**
 * The time of one holding of a pool's lock: whatever happens in it happens at the same moment, and the clock is read once at
 * most. The lock is held for every call.
 */
final class SectionClock implements NanoClock {
    private final NanoClock clock;   // C
    private boolean known;           // L
    private long nowNanos;           // L   if known

    SectionClock(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public long nowNanos() {
        if (!known) {
            nowNanos = clock.nowNanos();
            known = true;
        }
        return nowNanos;
    }

    /** The lock is about to be released. */
    void forget() {
        known = false;
    }
}
