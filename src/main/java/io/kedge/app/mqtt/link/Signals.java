package io.kedge.app.mqtt.link;

/** Where a connection hands over what it has to report. */
@FunctionalInterface
public interface Signals {

    /** Takes a signal. Any thread; never blocks, never throws. */
    void signal(Signal signal);
}
