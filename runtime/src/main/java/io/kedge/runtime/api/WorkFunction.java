package io.kedge.runtime.api;

/** What a work item does. Called by a worker, with no engine lock held, never twice at the same time for one item. */
@FunctionalInterface
public interface WorkFunction {

    /**
     * Runs once for each time the item was queued. May block, queue any item (this one too) and throw: an item that
     * throws counts as completed, is reported once, and its worker lives on.
     *
     * @param work the item itself
     * @throws Exception anything; reported by the engine
     */
    void run(Work work) throws Exception;
}
