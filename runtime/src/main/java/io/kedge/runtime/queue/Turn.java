package io.kedge.runtime.queue;

import org.jspecify.annotations.Nullable;

/**
 * What a share has to do with a {@link SlotCounter}: it takes its slots there, and has one place in the line of those who wait.
 *
 * <pre>
 *   C   constant after construction
 *   N   the holder of the counter's lock
 * </pre>
 */
final class Turn {
    final SlotCounter counter;       // C
    private final Runnable served;   // C
    boolean waits;                   // N
    @Nullable Turn next;             // N   waits behind this one
    @Nullable Turn previous;         // N   waits before it

    /**
     * A turn that waits for nothing yet.
     *
     * @param served called with no lock held when it has waited and a slot has been taken for it
     */
    Turn(SlotCounter counter, Runnable served) {
        this.counter = counter;
        this.served = served;
    }

    void serve() {
        served.run();
    }
}
