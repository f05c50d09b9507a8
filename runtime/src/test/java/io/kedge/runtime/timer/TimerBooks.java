package io.kedge.runtime.timer;

import io.kedge.runtime.work.Places;
import org.jspecify.annotations.Nullable;

/** What a timer knows of an item, for those who check the engine's books. One thread. */
public final class TimerBooks {
    private TimerBooks() { }

    /** {@return the broken law, null if the timer will look at the item in time} */
    public static @Nullable String violation(DelayedItem item) {
        boolean served = item.isRequested()
                || item.heapIndex() != DelayedItem.NOT_IN_HEAP && item.heapNanos() - item.expiryNanos() <= 0;
        return Places.of(item) == Places.TIMER && !served ? "an armed item has no entry that serves (I1): " + item : null;
    }

    public static boolean isInHeap(DelayedItem item) {
        return item.heapIndex() != DelayedItem.NOT_IN_HEAP;
    }

    /** {@return how long the item shall still wait; negative if it is due} */
    public static long nanosToExpiry(DelayedItem item, long nowNanos) {
        return item.expiryNanos() - nowNanos;
    }

    /** {@return how long its entry shall still wait; negative if it is to be looked at} */
    public static long nanosToLook(DelayedItem item, long nowNanos) {
        return item.heapNanos() - nowNanos;
    }
}
