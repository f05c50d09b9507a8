package io.kedge.runtime.timer;

import io.kedge.runtime.Interleavings;
import io.kedge.runtime.work.Transit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Several threads arm and cancel one item while the timer's thread has its turns, at time 0 for ever: when all have ended
 * the timer does not sleep beyond what the item is armed for.
 */
public class TimerLincheck {
    private static final long SOON = 1_000;
    private static final long ANOTHER = 3_000;
    private static final long LATE = 5_000;

    private volatile boolean rang;
    private final Timer timer = new Timer(() -> 0, () -> rang = true);
    private final DelayedItem item = new DelayedItem(work -> { });
    private long waitNanos;   // the timer's thread

    /** The timer sleeps, because of another item. */
    @SuppressWarnings("this-escape")
    public TimerLincheck() {
        arm(new DelayedItem(work -> { }), ANOTHER);
        turn();
    }

    @Test
    void itDoesNotSleepTooLong() {
        Interleavings.checkOneEach(TimerLincheck.class);
    }

    @Operation
    public void armForSoon() {
        arm(item, SOON);
    }

    @Operation
    public void armForLater() {
        arm(item, LATE);
    }

    @Operation
    public void cancel() {
        item.cancel();
    }

    @Operation(nonParallelGroup = "timer")
    public void turn() {
        do {
            rang = false;
            waitNanos = timer.turn();
        } while (waitNanos == 0);
    }

    /** When all threads have ended; who was rung has a turn. */
    @Validate
    public void wakesInTime() {
        if (rang) {
            turn();
        }
        if (item.isArmed() && waitNanos - item.expiryNanos() > 0) {
            throw new IllegalStateException("the timer sleeps for " + waitNanos + " ns, the item is due in " + item.expiryNanos());
        }
    }

    private void arm(DelayedItem which, long atNanos) {
        Transit.own(which);
        which.armOwned(timer, (queued, cpu) -> queued.letGo(), -1, atNanos);
    }
}
