package io.kedge.app.mqtt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.kedge.app.mqtt.link.LinkTime;

/**
 * This machine's clocks. The wall clock counts as synchronised if systemd-timesyncd has said so since boot (Raspberry
 * Pi OS and Debian run it); with another time daemon the answer is no, which means "not known to be".
 */
final class SystemTime implements LinkTime {
    private static final Path SYNCHRONIZED = Path.of("/run/systemd/timesync/synchronized");

    private final Path marker;

    SystemTime() {
        this(SYNCHRONIZED);
    }

    SystemTime(Path marker) {
        this.marker = marker;
    }

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
        return Files.exists(marker);
    }
}
