package io.kedge.app.mqtt.support;

import java.time.Instant;

import io.kedge.app.mqtt.link.LinkTime;

/** The machine's clocks, for tests below the facade. */
public final class PlainTime implements LinkTime {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public boolean synced() {
        return false;
    }
}
