package io.kedge.hal.api;

/** Told when a line stops working, and when it works again. Called in a work item of the line's workqueue, in order per line. */
@FunctionalInterface
public interface LineStateHandler {
    /** Takes the change. What it throws is logged and costs nobody else anything. */
    void onState(LineStateChange change);
}
