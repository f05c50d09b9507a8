package io.kedge.app.mqtt.link;

import java.time.Instant;

/** Where the link takes its time from. All methods may be called by any thread. */
public interface LinkTime {

    /** {@return nanoseconds that never jump; compare by subtracting} */
    long nanos();

    /** {@return wall-clock time} */
    Instant now();

    /** {@return whether the wall clock is known to be synchronised} */
    boolean synced();
}
