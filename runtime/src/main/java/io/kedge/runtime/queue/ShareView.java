package io.kedge.runtime.queue;

/** A share in words. */
final class ShareView {
    private ShareView() { }

    /** Takes the lock of the share's pool for a moment; puts the words together without it. */
    static String of(QueueShare share) {
        int active;
        int inactive;
        int inFlight;
        share.lock();
        try {
            active = share.slots.active;
            inactive = share.slots.inactive.size();
            inFlight = share.colours().inFlightLocked();
        } finally {
            share.unlockAndWake();
        }
        return "on " + share.pool().spec().name() + " " + active + " active, " + inactive + " inactive, " + inFlight + " in flight";
    }
}
