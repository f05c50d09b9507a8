package io.kedge.hal.device;

/** What makes levels into a device's events. Pure: time comes with each call; one caller at a time. */
interface Machine {

    /**
     * The line changed its logical level. A level that it has already says nothing: the edge between was lost.
     *
     * @param nanos when, of CLOCK_MONOTONIC
     * @param edge  false if the level was read again after a loss: it is the truth, but nobody knows since when
     */
    void level(boolean active, long nanos, boolean edge);

    /** No edge came before this time that has not been given. */
    void advance(long nowNanos);

    /** {@return whether something becomes true by itself} */
    boolean armed();

    /** {@return when that is, while it is armed: told by the first {@link #advance} beyond it} */
    long dueNanos();
}
