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

    /** {@return whether items of the colour are being waited for} */
    public boolean isFlushedLocked(int colour) {
        return colour == flushColour;
    }

    /**
     * An item has come from another share of the workqueue, with its colour: who waits for it there waits for it here too.
     * That share goes on counting it until {@link #leaveLocked}, which comes later. Nobody begins a flush meanwhile.
     */
    public void enterMovedLocked(int colour, boolean flushed) {
        inFlight[colour]++;
        if (flushed && colour != flushColour) {
            flushColour = colour;
            flush.shareJoins();
        }
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
