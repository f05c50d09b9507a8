package io.kedge.hal.irq;

/** How a top half gets its bottom half to run. Called by gpio-irq only; must neither block nor allocate. */
@FunctionalInterface
public interface Wakeup {

    /**
     * Edges were stored, or refused by a full ring.
     *
     * @param waiting edges in the ring now
     */
    void edges(int waiting);
}
