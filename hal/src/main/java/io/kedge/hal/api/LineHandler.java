package io.kedge.hal.api;

/** Takes a line's events. Called by a worker in the line's work item, one event at a time, in the order of the edges. */
@FunctionalInterface
public interface LineHandler {

    /**
     * Handles one event. May block; the line's next event waits, other lines do not.
     *
     * @throws Exception anything; counted and reported, the line goes on
     */
    void onEvent(LineEvent event) throws Exception;
}
