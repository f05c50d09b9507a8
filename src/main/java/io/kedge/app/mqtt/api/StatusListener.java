package io.kedge.app.mqtt.api;

/** Told when the link changes its state. Called by {@code mqtt-link}, with no lock held; must not block. */
@FunctionalInterface
public interface StatusListener {

    /** Takes the new status. What it throws is logged and forgotten. */
    void onStatus(LinkStatus status);
}
