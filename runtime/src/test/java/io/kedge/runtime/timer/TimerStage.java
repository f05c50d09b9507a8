package io.kedge.runtime.timer;

import io.kedge.runtime.work.Transit;

/** A timer without its thread, at time 0 for ever, and one item: the stage for two actors. */
class TimerStage {
    static final long SOON = 1_000;
    static final long LATE = 5_000;
    static final long NOW = 0;

    private volatile boolean rang;
    final Timer timer = new Timer(() -> NOW, () -> rang = true);
    final DelayedItem item = new DelayedItem(work -> { });

    final boolean rang() {
        return rang;
    }

    /** Arms an idle item. */
    final void arm(DelayedItem which, long atNanos) {
        if (!which.claimForQueueing()) {
            throw new IllegalStateException("the item is not idle: " + which);
        }
        which.armOwned(timer, (queued, cpu) -> queued.letGo(), -1, atNanos);
    }

    /** Arms the item anew, wherever it is. */
    final void moveTo(long atNanos) {
        Transit.own(item);
        item.armOwned(timer, (queued, cpu) -> queued.letGo(), -1, atNanos);
    }

    /** {@return how the timer thread means to go on after a turn} */
    static String say(long waitNanos) {
        return waitNanos == 0 ? "looks again" : waitNanos == Long.MAX_VALUE ? "for ever" : "until " + waitNanos;
    }

    /** {@return what the thread knows of the armed item once it sleeps, given what its last turn said} */
    final String fateAfter(long saidNanos) {
        long wait = saidNanos;
        if (rang || wait == 0) {
            do {
                wait = timer.turn();
            } while (wait == 0);
        }
        if (!item.isArmed()) {
            return "idle";
        }
        if (item.heapIndex() == DelayedItem.NOT_IN_HEAP) {
            return "forgotten";
        }
        return item.heapNanos() - item.expiryNanos() <= 0 ? "in time" : "too late";
    }
}
