package io.kedge.app.report;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;

/** Things to report. */
final class Examples {
    static final LineEvent PRESSED = new LineEvent("door", true, 7, 123_456_789L, EventClock.MONOTONIC, 123_456_789L,
            Instant.parse("2026-11-22T01:02:03.004Z"), true, 5, 1, 2, false, 42_900L);

    static final DeviceInfo INFO = new DeviceInfo("0.1.0", "abc", "simulated board", true,
            new DeviceInfo.Profile("sim", "00ff"), List.of(new DeviceInfo.Line("door", "button", "input")),
            List.of(new DeviceInfo.Queue("gpio", Set.of("WQ_HIGHPRI"), 1)), "Java 25", "Linux 6.12", "", List.of());

    static final List<LineCounters> COUNTERS = List.of(new LineCounters("door", 13, 2, 11, 3, 4, 5, 6, 7, 8, 9, 10, 12));

    private Examples() { }
}
