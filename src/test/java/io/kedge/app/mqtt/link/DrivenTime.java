package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.time.Instant;

/** Time that stands still until it is driven. */
final class DrivenTime implements LinkTime {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00.123Z");

    private long nanos = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();   // wraps around during the tests
    private Duration passed = Duration.ZERO;
    boolean synced;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plus(passed);
    }

    @Override
    public boolean synced() {
        return synced;
    }

    Duration passed() {
        return passed;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
        passed = passed.plus(time);
    }
}
