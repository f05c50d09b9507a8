package io.kedge.app.report;

import io.kedge.app.mqtt.MqttLink;
import io.kedge.hal.api.LineEvent;
import io.kedge.runtime.Cmwq;
import java.time.Duration;

/**
 * Publishes what happens on this board: its events as they come, the workqueues and pools every ten seconds. Works on the
 * workqueue {@code mqtt-report}, which is its own and MEM_RECLAIM. All methods may be called by any thread.
 */
public final class Reporter implements AutoCloseable {
    /** How often statistics are published. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private Reporter() { }

    /** Makes the workqueue, publishes the schemas, and publishes statistics every interval from now on. */
    public static Reporter start(Cmwq cmwq, MqttLink link, Duration interval) {
        throw new UnsupportedOperationException("being written");
    }

    /** Publishes what this device is, now and at every connect. */
    public void info(DeviceInfo info) {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Publishes a debounced event and the line's new value.
     *
     * @param what what it means for this kind of line, for instance {@code pressed}, {@code released}, {@code opened}
     */
    public void event(LineEvent event, String what) {
        throw new UnsupportedOperationException("being written");
    }

    /** Ends the statistics, drains and destroys the workqueue. Waits. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("being written");
    }
}
