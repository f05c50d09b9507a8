package io.kedge.runtime.pool;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The slots of one pool, the carriers that wait for one, and the carriers to be woken when the lock is released. Caller
 * holds the pool's lock, always.
 */
final class Slots {

    /**
     * Life of a wish for a carrier.
     *
     * <pre>
     *   NONE    -> MADE     somebody is needed and no carrier is idle
     *   MADE    -> TAKEN    the crew starts one
     *   TAKEN   -> MADE     no thread could be had
     *   TAKEN   -> NONE     it has arrived
     *   MADE    -> NONE     nobody is needed any more
     * </pre>
     */
    private enum Wish { NONE, MADE, TAKEN }

    private int limit;                       // L
    private int free;                        // L   below 0 if more are held than there are now
    private @Nullable Carrier firstIdle;     // L   last in, first out
    private int carriers;                    // L   alive, idle ones included
    private Wish wish = Wish.NONE;           // L   for one more carrier
    private boolean braked;                  // L   the wish was to wait
    private boolean wantedNow;               // L   the crew is to be told when the lock is released
    private @Nullable Carrier firstToWake;   // L

    Slots(int limit) {
        this.limit = limit;
        this.free = limit;
    }

    boolean hasFree() {
        return free > 0;
    }

    int free() {
        return free;
    }

    int limit() {
        return limit;
    }

    /** There are so many from now on; who holds one keeps it. */
    void limit(int newLimit) {
        free += newLimit - limit;
        limit = newLimit;
    }

    /** {@return whether one more carrier has been asked for and has not come} */
    boolean wishOpen() {
        return wish != Wish.NONE;
    }

    int carriers() {
        return carriers;
    }

    boolean acquire(Carrier carrier) {
        if (free <= 0) {
            return false;
        }
        free--;
        carrier.hasSlot = true;
        return true;
    }

    /** @return false if it held none */
    boolean release(Carrier carrier) {
        if (!carrier.hasSlot) {
            return false;
        }
        carrier.hasSlot = false;
        free++;
        assert free <= limit : "more slots released than there are: " + free;
        return true;
    }

    void goIdle(Carrier carrier) {
        carrier.idle = true;
        carrier.nextIdle = firstIdle;
        firstIdle = carrier;
    }

    /** Takes the carrier off the idle stack, if it is on it. */
    void leaveIdle(Carrier carrier) {
        if (!carrier.idle) {
            return;
        }
        carrier.idle = false;
        Carrier at = firstIdle;
        if (at == carrier) {
            firstIdle = carrier.nextIdle;
        } else {
            while (at != null && at.nextIdle != carrier) {
                at = at.nextIdle;
            }
            requireNonNull(at, "an idle carrier is not on the stack");
            at.nextIdle = carrier.nextIdle;
        }
        carrier.nextIdle = null;
    }

    /** Calls an idle carrier, or asks for a new one. @return the carrier, null if one is to come */
    @Nullable Carrier call() {
        Carrier carrier = firstIdle;
        if (carrier == null) {
            if (wish == Wish.NONE) {
                wish = Wish.MADE;
                braked = false;
                wantedNow = true;
            }
            return null;
        }
        call(carrier);
        return carrier;
    }

    /** Calls every idle carrier: the pool ends. */
    void callAll() {
        while (firstIdle != null) {
            call();
        }
    }

    void arrived() {
        wish = Wish.NONE;
        carriers++;
    }

    /** {@return whether a carrier is to be started now; the caller does it} */
    boolean takeWish() {
        boolean made = wish == Wish.MADE;
        if (made) {
            wish = Wish.TAKEN;
        }
        return made;
    }

    boolean wishMade() {
        return wish == Wish.MADE;
    }

    /** Nobody is needed any more; but one that is being started comes. */
    void withdrawWish() {
        if (wish == Wish.MADE) {
            wish = Wish.NONE;
        }
    }

    /** The wish must wait. @return whether it had not to before */
    boolean wishIsBraked() {
        boolean first = !braked;
        braked = true;
        return first;
    }

    /** Calls the idle carriers to their end, but for the one on top of the stack. @return how many */
    int dismissIdle() {
        int dismissed = 0;
        Carrier kept = firstIdle;
        while (kept != null && kept.nextIdle != null) {
            Carrier carrier = kept.nextIdle;
            if (carrier.starved) {
                kept = carrier;   // it tries again by itself
            } else {
                carrier.dismissed = true;
                call(carrier);
                dismissed++;
            }
        }
        return dismissed;
    }

    private void call(Carrier carrier) {
        leaveIdle(carrier);
        carrier.nextToWake = firstToWake;
        firstToWake = carrier;
    }

    /** No thread could be had: the wish stands. */
    void renewWish() {
        wish = Wish.MADE;
    }

    void ended() {
        carriers--;
    }

    boolean takeWanted() {
        boolean wanted = wantedNow;
        wantedNow = false;
        return wanted;
    }

    /** {@return the carriers to wake, linked by nextToWake, and forgets them} */
    @Nullable Carrier takeToWake() {
        Carrier chain = firstToWake;
        firstToWake = null;
        return chain;
    }

    /** Wakes the carriers of a chain. Called when the lock has been released. */
    static void wakeAll(@Nullable Carrier chain) {
        for (Carrier carrier = chain; carrier != null; ) {
            Carrier following = carrier.nextToWake;
            carrier.nextToWake = null;
            carrier.wake();
            carrier = following;
        }
    }
}
