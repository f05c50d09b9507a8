package io.kedge.runtime.flush;

import org.jspecify.annotations.Nullable;

/** The colours of a workqueue, for those who check the engine's books. One thread. */
public final class FlushBooks {
    private FlushBooks() { }

    /** {@return the broken law, null if the colours hold together (I10)} */
    public static @Nullable String violation(WorkqueueFlush flush) {
        int apart = Math.floorMod(flush.workColour() - flush.flushColour, WorkqueueFlush.COLOURS);
        if (flush.first == null && (apart != 0 || !flush.queued.isEmpty() || !flush.overflow.isEmpty())) {
            return "nobody flushes, but the colours are " + apart + " apart, " + flush.queued.size() + " queued, "
                    + flush.overflow.size() + " overflowed (I10)";
        }
        boolean full = apart == WorkqueueFlush.COLOURS - 1;
        return flush.overflow.isEmpty() || full ? null : "a flusher has no colour although " + apart + " are in use (I10)";
    }

    public static boolean overflows(WorkqueueFlush flush) {
        return !flush.overflow.isEmpty();
    }

    /** {@return items in flight on the share, of all colours} */
    public static int inFlight(ColourCount colours) {
        return colours.inFlightLocked();
    }

    /** Damages the books: an item of the colour that will never leave. */
    public static void leak(ColourCount colours, int colour) {
        colours.inFlight[colour]++;
    }
}
