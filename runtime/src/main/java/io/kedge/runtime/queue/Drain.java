package io.kedge.runtime.queue;

import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.flush.WorkqueueFlush;

/** Empties one workqueue, for a time or for good (spec sections 7.3 and 7.4). */
final class Drain {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");
    private static final int FIRST_COMPLAINT = 10;
    private static final int COMPLAINT_EVERY = 100;
    private static final int LAST_COMPLAINT = 1000;

    private final String name;                                    // C
    private final ShareTable shares;                              // C
    private final WorkqueueFlush flush;                           // C
    private final AtomicInteger drainers = new AtomicInteger();   // A
    private final Once dropWarning = new Once();                  // A
    private volatile boolean closing;                             // set once

    Drain(String name, ShareTable shares, WorkqueueFlush flush) {
        this.name = name;
        this.shares = shares;
        this.flush = flush;
    }

    /** {@return whether only items of the workqueue itself may queue on it} Asked with the lock of a share's pool held. */
    boolean refusesOutsiders() {
        return closing || drainers.get() > 0;
    }

    /** {@return whether it is being destroyed, or has been} */
    boolean isClosing() {
        return closing;
    }

    /** An item was not taken: said once. */
    void warnOfDrop() {
        dropWarning.warn(() -> "workqueue " + name + " is being " + (closing ? "closed" : "drained")
                + " and drops what others queue on it, or armed for it: cancel timers before, queue after");
    }

    /** Flushes until nothing is left; complains now and then, and never gives up. */
    void drain() throws InterruptedException {
        drainers.incrementAndGet();
        try {
            flush.await();
            for (int tries = 1; !isEmpty(); tries++) {
                if (tries == FIRST_COMPLAINT || tries % COMPLAINT_EVERY == 0 && tries <= LAST_COMPLAINT) {
                    LOG.log(System.Logger.Level.WARNING, "workqueue " + name + " is not empty after " + tries
                            + " flushes: do its items queue each other, or themselves, for ever?");
                }
                flush.await();
            }
        } finally {
            drainers.decrementAndGet();
        }
    }

    /**
     * Refuses outsiders from now on, drains, and looks whether anything is left in the books. Waits to the end; an interrupt
     * stays set.
     *
     * @return false if something is left, which has been said: then the workqueue must stay
     */
    boolean drainForGood() {
        closing = true;
        boolean interrupted = false;
        while (!drained()) {
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        boolean clean = shares.all().stream().allMatch(QueueShare::seal);
        if (!clean) {
            LOG.log(System.Logger.Level.WARNING, "workqueue " + name + " stays, closed: it is drained, but its books count items"
                    + " that are not there, which is a defect of the engine: " + shares.all());
        }
        return clean;
    }

    private boolean drained() {
        try {
            drain();
            return true;
        } catch (InterruptedException tryAgain) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** {@return whether no item is active or waits for a slot; a snapshot, which misses none that is just being moved} */
    boolean isEmpty() {
        return flush.ask(() -> shares.all().stream().allMatch(QueueShare::isEmpty));
    }
}
