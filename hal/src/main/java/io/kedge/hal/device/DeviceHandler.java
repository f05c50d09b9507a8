package io.kedge.hal.device;

/** Takes the events of one device. Called by a worker, one event at a time, in order. */
@FunctionalInterface
public interface DeviceHandler<E> {

    /**
     * Handles one event. May block; the device's next one waits, and so do its line's edges, in the line's ring.
     *
     * @throws Exception anything; counted and reported, the device goes on
     */
    void onEvent(E event) throws Exception;
}
