package io.kedge.runtime.flush;

import io.kedge.runtime.work.FlushWaiter;
import org.jspecify.annotations.Nullable;

/** Items in flight on one share, by flush colour. Caller holds the lock of the share's pool. */
public final class ColourCount {
    private static final int NOT_FLUSHED = -1;

    private final WorkqueueFlush flush;                              // C
    final int[] inFlight = new int[WorkqueueFlush.COLOURS];  // L
    private int workColour;                                          // L   given to new items
    private int flushColour = NOT_FLUSHED;                           // L   being waited for

    public ColourCount(WorkqueueFlush flush) {
        this.flush = flush;
        this.workColour = flush.workColour();
    }

    /** An item is queued. @return its colour */
    public int enterLocked() {
        inFlight[workColour]++;
        return workColour;
    }

    /** An item has ended or was taken back (R94). @return whom to release when the lock is: the flusher, if this was the last */
    public @Nullable FlushWaiter leaveLocked(int colour) {
        if (--inFlight[colour] > 0 || colour != flushColour) {
            assert inFlight[colour] >= 0 : "more items left than entered: colour " + colour;
            return null;
        }
        flushColour = NOT_FLUSHED;
        return flush.shareIsDone();
    }

    /** {@return whether items of the colour are in flight: then their last one will tell} */
    boolean armLocked(int colour) {
        boolean some = inFlight[colour] > 0;
        if (some) {
            flushColour = colour;
        }
        return some;
    }

    /** {@return items in flight, of all colours} */
    public int inFlightLocked() {
        int sum = 0;
        for (int count : inFlight) {
            sum += count;
        }
        return sum;
    }

    void advanceLocked(int newWorkColour) {
        workColour = newWorkColour;
    }
}
