package io.kedge.runtime.events;

/** An item that is about to be queued, and that is recorded. */
public interface Queueing {

    /** It is in a pool of this CPU, -1 for none. No lock is held. */
    void queued(int poolsCpu);
}
