package io.kedge.runtime.work;

/** What a queued item belongs to: the share of a workqueue on one pool. Implemented by the pool's share. */
public interface Placement {

    /** The caller is going to wait for an item that is here, to flush it. No lock is held. */
    default void awaitedByCaller() { }
}
