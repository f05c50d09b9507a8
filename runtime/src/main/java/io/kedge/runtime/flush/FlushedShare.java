package io.kedge.runtime.flush;

/** A share as a flush of its workqueue sees it. */
public interface FlushedShare {

    /** Takes the lock of its pool. */
    void lock();

    /** Releases it, and wakes whom the section decided to wake. */
    void unlockAndWake();

    /** {@return its counts, to be used under the lock} */
    ColourCount colours();
}
