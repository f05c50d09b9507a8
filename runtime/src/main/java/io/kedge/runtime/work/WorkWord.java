package io.kedge.runtime.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Where an item is, in one word, so that a single CAS decides who may move it (spec section 4).
 *
 * <pre>
 *   bits 0-2    place    one of the constants below; PENDING is "place is not IDLE"
 *   bit  3      missed   the timer fired while the item was OWNED; its owner tells the timer when it lets go
 *   bits 8-23   depth    how often the item is disabled, 0 to 65535
 *
 *   IDLE      -> OWNED      queue, cancel, disable                by CAS, any thread
 *   IDLE      -> OWNED      re-initialised, the depth is 0 then   by CAS, any thread
 *   TIMER     -> OWNED      the timer fires; modify, cancel       by CAS, any thread
 *   GRACE     -> OWNED      its grace period has ended            by who ends it
 *   INACTIVE  -> OWNED      taken back                            under the lock of its pool
 *   IDLE      -> POSTED     queued without the pool's lock        by CAS, any thread, if not disabled
 *   OWNED     -> POSTED     the same, of an item that was on no pool before
 *   POSTED    -> IDLE       no room in the pool's box; or nobody is there any more to run it
 *   POSTED    -> INACTIVE   found beyond the limit                under the lock of its pool
 *   POSTED    -> ACTIVE     found, and put on the worklist        under the lock of its pool
 *   ACTIVE    -> OWNED      taken back, or moved                  under the lock of its pool
 *   ASSIGNED  -> OWNED      taken back                            under the lock of its pool
 *   OWNED     -> IDLE       let go                                by its owner
 *   OWNED     -> TIMER      armed                                 by its owner
 *   OWNED     -> GRACE      waits for a grace period              by its owner
 *   OWNED     -> INACTIVE   queued beyond the limit               by its owner, under the lock of the pool
 *   OWNED     -> ACTIVE     queued on the worklist                by its owner, under the lock of the pool
 *   INACTIVE  -> ACTIVE     a slot became free                    under the lock of its pool
 *   ACTIVE    -> ASSIGNED   a worker took it                      under the lock of its pool
 *   ASSIGNED  -> IDLE       its function is about to be entered   under the lock of its pool
 * </pre>
 *
 * OWNED is short: its owner holds no lock that somebody holds or wants who waits for the item, and blocks on nothing but a pool's lock.
 */
class WorkWord {
    static final int IDLE = 0;
    static final int OWNED = 1;
    static final int TIMER = 2;
    static final int INACTIVE = 3;
    static final int ACTIVE = 4;
    static final int ASSIGNED = 5;
    static final int GRACE = 6;
    static final int POSTED = 7;

    static final int MAX_DEPTH = 65_535;

    private static final int PLACE_MASK = 0x7;
    private static final int MISSED = 0x8;
    private static final int DEPTH_SHIFT = 8;
    private static final int DEPTH_ONE = 1 << DEPTH_SHIFT;
    private static final VarHandle WORD;
    private static final VarHandle HOST;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(WorkWord.class, "word", int.class);
            HOST = lookup.findVarHandle(WorkWord.class, "host", ItemHost.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** What became of a claim for queueing. */
    enum Claim { CLAIMED, PENDING, DISABLED }

    /** What became of an enable. */
    enum Lift { ENABLED, STILL_DISABLED, WAS_NOT_DISABLED }

    /** What became of an attempt to take a pending item back. */
    enum Grab {
        /** It was idle; the caller owns it now. */
        WAS_IDLE,
        /** Its timer was armed; the caller owns it now. */
        WAS_ARMED,
        /** It waits for a grace period, and cannot be had (R127). */
        IS_WAITING,
        /** It is on a pool: take it off there, under the lock of the pool. */
        IS_QUEUED,
        /** Somebody else owns it for a moment: try again. */
        IN_TRANSIT
    }

    private volatile int word;
    private volatile @Nullable ItemHost host;   // pool it is queued on or ran on last; beside the word, which is read at the same time

    static int placeOf(int word) {
        return word & PLACE_MASK;
    }

    static int depthOf(int word) {
        return word >>> DEPTH_SHIFT;
    }

    static boolean missedIn(int word) {
        return (word & MISSED) != 0;
    }

    final int place() {
        return placeOf(word);
    }

    final int depth() {
        return depthOf(word);
    }

    /** {@return the pool it is queued on, or ran on last; null if it has none yet} */
    public final @Nullable ItemHost host() {
        return host;
    }

    /** Records the pool. The owner only, or the holder of the pool's lock. */
    final void host(@Nullable ItemHost pool) {
        if (host != pool) {
            HOST.setRelease(this, pool);
        }
    }

    /** Claims an idle item that is not disabled for a pool's box. Any thread. @return false if it is not, or is disabled */
    final boolean claimToPost() {
        return WORD.compareAndSet(this, IDLE, POSTED);   // not looked at before: that would fetch its line twice
    }

    /** Claims an idle item for queueing. Any thread. On CLAIMED the caller owns it and must queue it, arm it or let it go. */
    final Claim claim() {
        for (;;) {
            int now = word;
            if (placeOf(now) != IDLE) {
                VarHandle.fullFence();   // the caller's writes before, the look after: the pending run sees those writes (R8)
                if (placeOf(word) != IDLE) {
                    return Claim.PENDING;
                }
                continue;
            }
            if (depthOf(now) != 0) {
                return Claim.DISABLED;
            }
            if (WORD.compareAndSet(this, now, now | OWNED)) {
                return Claim.CLAIMED;
            }
        }
    }

    /** Takes an idle item over, however often disabled, as if it were new. Any thread. @return false if it is not idle */
    final boolean renew() {
        for (;;) {
            int now = word;
            if (placeOf(now) != IDLE) {
                return false;
            }
            if (WORD.compareAndSet(this, now, OWNED)) {
                return true;
            }
        }
    }

    /** Takes ownership for cancelling, modifying or disabling. Any thread. */
    final Grab grab() {
        for (;;) {
            int now = word;
            switch (placeOf(now)) {
                case IDLE -> {
                    if (WORD.compareAndSet(this, now, now | OWNED)) {
                        return Grab.WAS_IDLE;
                    }
                }
                case TIMER -> {
                    if (WORD.compareAndSet(this, now, now - TIMER + OWNED)) {
                        return Grab.WAS_ARMED;
                    }
                }
                case OWNED -> {
                    return Grab.IN_TRANSIT;
                }
                case GRACE -> {
                    return Grab.IS_WAITING;
                }
                default -> {
                    return Grab.IS_QUEUED;
                }
            }
        }
    }

    /**
     * Takes ownership because the item's time has come. The timer thread only.
     *
     * @return false if the item is not armed any more; if somebody owns it just now, that one will tell the timer
     */
    final boolean fire() {
        for (;;) {
            int now = word;
            switch (placeOf(now)) {
                case TIMER -> {
                    if (WORD.compareAndSet(this, now, now - TIMER + OWNED)) {
                        return true;
                    }
                }
                case OWNED -> {
                    if (WORD.compareAndSet(this, now, now | MISSED)) {
                        return false;
                    }
                }
                default -> {
                    return false;
                }
            }
        }
    }

    /** OWNED to another place. Its owner only; under the lock of the pool for INACTIVE and ACTIVE. */
    final boolean leaveTo(int place) {
        for (;;) {
            int now = word;
            assert placeOf(now) == OWNED : "only an owned item can be moved: " + this;
            if (WORD.compareAndSet(this, now, now - OWNED + place & ~MISSED)) {
                return missedIn(now);
            }
        }
    }

    /** Queued to another place, or to OWNED or IDLE. Caller holds the lock of the pool the item is on. */
    final void moveLocked(int from, int to) {
        int now = word;
        assert placeOf(now) == from : "expected place " + from + ": " + this;
        WORD.setRelease(this, now - from + to);   // nobody else writes the word of a queued item; the unlock is the full barrier
    }

    /** One deeper. The owner only. @return false at the deepest, which is left as it is (R114) */
    final boolean deepen() {
        for (;;) {
            int now = word;
            assert placeOf(now) == OWNED : "only an owned item can be disabled: " + this;
            if (depthOf(now) == MAX_DEPTH) {
                return false;
            }
            if (WORD.compareAndSet(this, now, now + DEPTH_ONE)) {
                return true;
            }
        }
    }

    /** One less deep. Any thread: an item that is disabled is idle or owned, and stays so. */
    final Lift lift() {
        for (;;) {
            int now = word;
            int depth = depthOf(now);
            if (depth == 0) {
                return Lift.WAS_NOT_DISABLED;
            }
            if (WORD.compareAndSet(this, now, now - DEPTH_ONE)) {
                return depth == 1 ? Lift.ENABLED : Lift.STILL_DISABLED;
            }
        }
    }

    /** Has the CPU bring the word's line here. */
    public final void fetch() {
        int ignored = (int) WORD.getOpaque(this);
    }
}
