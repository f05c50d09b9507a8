package io.kedge.hal.api;

/** Takes a line's raw edges, before the debounce. Called by a worker in the line's work item, in the order of the edges. */
@FunctionalInterface
public interface EdgeHandler {

    /**
     * Handles one edge. May block; the line's next edge waits.
     *
     * @throws Exception anything; counted and reported, the line goes on
     */
    void onEdge(EdgeEvent edge) throws Exception;
}
