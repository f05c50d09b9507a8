package io.kedge.runtime.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A work item. The word says where it is; the other fields belong to whom the word says:
 *
 * <pre>
 *   C   constant after construction
 *   O   the owner while OWNED; the holder of the pool's lock while queued
 *   Ov  as O, read by anyone (volatile)
 * </pre>
 */
public class WorkItem extends DueItem implements Work {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");
    private static final VarHandle PLACEMENT;

    static {
        try {
            PLACEMENT = MethodHandles.lookup().findVarHandle(WorkItem.class, "placement", Placement.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private volatile WorkFunction function;               // Ov
    private FunctionProfile profile;                      // O
    private volatile @Nullable Placement placement;       // Ov  share it is queued on; null when off queue
    private @Nullable FlushWaiter waiters;                // O   threads that flush the pending instance
    private int colour;                                   // O   flush colour, 0 to 15
    private long queuedNanos;                             // O   when it was queued
    private long slotNanos;                               // O   how long it then waited for a slot of its share

    public WorkItem(WorkFunction function) {
        this(function, requireNonNull(function, "function").getClass());
    }

    /** With the class that stands for the function in profiles and reports: a lambda's own, not its wrapper's. */
    public WorkItem(WorkFunction function, Class<?> functionClass) {
        this(function, FunctionProfile.of(functionClass));
    }

    /** With a profile that other items of the class do not share. */
    public WorkItem(WorkFunction function, FunctionProfile profile) {
        this.function = function;
        this.profile = profile;
    }

    // ---- Work: called by anyone

    @Override
    public final boolean pending() {
        return place() != IDLE;
    }

    @Override
    public final boolean busy() {
        ItemHost last = host();
        return pending() || last != null && last.runs(this);
    }

    @Override
    public boolean flush() throws InterruptedException {
        refuseFromInside("flush");
        return Transit.awaitEnd(this, true);
    }

    @Override
    public final boolean cancel() {
        boolean wasPending = Transit.own(this);
        letGo();
        return wasPending;
    }

    @Override
    public final boolean cancelSync() throws InterruptedException {
        refuseFromInside("cancelSync");
        boolean wasPending = Transit.own(this);
        boolean deeper = disableOwned();
        try {
            Transit.awaitEnd(this, false);
        } finally {
            if (deeper) {   // else others have disabled it as often as can be, and each of them will enable it
                lift();
            }
        }
        return wasPending;
    }

    @Override
    public final boolean disable() {
        boolean wasPending = Transit.own(this);
        disableOwned();
        return wasPending;
    }

    /** One deeper, and lets the item go. @return false at the deepest, which is left as it is */
    private boolean disableOwned() {
        boolean deeper = deepen();
        letGo();
        if (!deeper) {
            LOG.log(System.Logger.Level.WARNING, "a work item is disabled " + MAX_DEPTH + " times already, the most there is,"
                    + " and stays so: a disable() without its enable() is being repeated: " + this);
        }
        return deeper;
    }

    @Override
    public final boolean disableSync() throws InterruptedException {
        refuseFromInside("disableSync");
        boolean wasPending = disable();
        Transit.awaitEnd(this, false);
        return wasPending;
    }

    @Override
    public final boolean enable() {
        Lift lift = lift();
        if (lift == Lift.WAS_NOT_DISABLED) {
            LOG.log(System.Logger.Level.WARNING,
                    "enable() of a work item that is not disabled does nothing: each needs a disable() before it: " + this);
        }
        return lift != Lift.STILL_DISABLED;
    }

    @Override
    public final void deadline(Duration within) {
        ItemHost last = host();
        if (last != null) {
            boolean ignored = last.runs(this);   // what was posted before is in the books then, with the deadline it had
        }
        setDeadline(within);
    }

    @Override
    public final void init(WorkFunction newFunction) {
        init(newFunction, FunctionProfile.of(requireNonNull(newFunction, "function").getClass()));
    }

    /** As {@link #init(WorkFunction)}, with a profile that other items of the class do not share. */
    public final void init(WorkFunction newFunction, FunctionProfile newProfile) {
        if (!renew()) {
            throw new IllegalStateException("init() of a pending item would lose it: call cancelSync() before");
        }
        host(null);
        function = newFunction;
        profile = newProfile;
        letGo();
    }

    // ---- for the engine

    public final boolean isDisabled() {
        return depth() != 0;
    }

    /** Claims the item for queueing. @return false if it is pending or disabled */
    public final boolean claimForQueueing() {
        StackProbe.touch();
        return claim() == Claim.CLAIMED;
    }

    /** Lets an owned item go: it is idle then. */
    public final void letGo() {
        leaveTo(IDLE);
        afterLetGo();
    }

    /**
     * Claims the item for the box of a pool, which it names then: from any thread it can be told where it is.
     *
     * @return false if it was on another pool last, or is pending or disabled
     */
    public final boolean claimToPost(ItemHost pool) {
        ItemHost last = host();
        if (last == pool) {
            return claimToPost();
        }
        if (last != null || claim() != Claim.CLAIMED) {
            return false;
        }
        host(pool);
        leaveTo(POSTED);
        return true;
    }

    /** There was no room for it in the box. Who has claimed it. */
    public final void unpost() {
        moveLocked(POSTED, IDLE);
    }

    /** It was posted for a workqueue that nobody runs any more, and is as if it had never been queued. Caller has taken it out of the box. */
    public final void dropPostedLocked() {
        host(null);
        unpost();
    }

    /** Queued beyond the limit. Caller owns the item, or has taken it out of the pool's box, and holds the pool's lock. */
    public final void becomeInactiveLocked() {
        becomeQueuedLocked(INACTIVE);
    }

    /** Queued on the worklist. Caller owns the item, or has taken it out of the pool's box, and holds the pool's lock. */
    public final void becomeActiveLocked() {
        becomeQueuedLocked(ACTIVE);
    }

    private void becomeQueuedLocked(int place) {
        if (place() == POSTED) {
            moveLocked(POSTED, place);
        } else {
            leaveTo(place);
        }
    }

    /** {@return whether somebody is about to put it somewhere: where it is cannot be said yet; a snapshot} */
    final boolean isInTransit() {
        int place = place();
        return place == OWNED || place == POSTED;
    }

    public final void activateLocked() {
        moveLocked(INACTIVE, ACTIVE);
    }

    public final void assignLocked() {
        moveLocked(ACTIVE, ASSIGNED);
    }

    /** PENDING ends before the function is entered (R4). Caller holds the pool's lock, which is the full barrier of R8. */
    public final void startLocked() {
        moveLocked(ASSIGNED, IDLE);
    }

    /** {@return whether it was active, that is, held one of the share's slots} Caller holds the pool's lock. */
    public final boolean takeOffLocked() {
        int place = place();
        moveLocked(place, OWNED);
        return place != INACTIVE;
    }

    public final boolean isQueuedLocked() {
        int place = place();
        return place == INACTIVE || place == ACTIVE || place == ASSIGNED;
    }

    public final boolean isInactiveLocked() {
        return place() == INACTIVE;
    }

    /** Records the pool. Caller holds its lock. */
    public final void hostLocked(ItemHost pool) {
        host(pool);
    }

    public final @Nullable Placement placement() {
        return placement;
    }

    /** Puts the item on a share, or off with null. Caller holds the pool's lock. */
    public final void placeLocked(@Nullable Placement share, int newColour) {
        PLACEMENT.setRelease(this, share);
        colour = newColour;
    }

    public final int colour() {
        return colour;
    }

    public final void addWaiterLocked(FlushWaiter waiter) {
        waiters = waiter.before(waiters);
    }

    /** {@return the threads that flush the pending instance, and forgets them} */
    public final @Nullable FlushWaiter takeWaitersLocked() {
        FlushWaiter chain = waiters;
        waiters = null;
        return chain;
    }

    /** {@return the threads that flush the pending instance, linked} */
    public final @Nullable FlushWaiter waitersLocked() {
        return waiters;
    }

    public final void queuedAt(long nowNanos) {
        queuedNanos = nowNanos;
        slotNanos = 0;
        noteDue(nowNanos);
    }

    @Override
    final WorkItem item() {
        return this;
    }

    /** It has got a slot of its share, for which it waited so long. Caller holds the pool's lock. */
    public final void waitedForSlotLocked(long nanos) {
        slotNanos = nanos;
    }

    /** {@return how long it waited for a slot of its share} Caller holds the pool's lock. */
    public final long slotNanos() {
        return slotNanos;
    }

    public final long queuedNanos() {
        return queuedNanos;
    }

    public final FunctionProfile profile() {
        return profile;
    }

    /** {@return what it does, and with the item's address what a running instance is known by (R22)} */
    public final WorkFunction function() {
        return function;
    }

    /** An owned item was let go: nothing to do, unless it has a timer. */
    protected void afterLetGo() { }

    /** A thread that flushes an armed item queues it at once. @return whether it did; never, unless it has a timer */
    protected boolean hurry() {
        return false;
    }

    /** OWNED to armed. The owner only. @return true if the timer came by meanwhile and must be told again */
    protected final boolean becomeArmed() {
        return leaveTo(TIMER);
    }

    /** Armed to OWNED, for the timer thread. @return false if not armed, or owned by somebody who will tell the timer */
    public final boolean fireTimer() {
        return fire();
    }

    /** OWNED to waiting for a grace period. The owner only. */
    protected final void becomeWaiting() {
        leaveTo(GRACE);
    }

    /** Waiting for a grace period to OWNED, for who ends it. */
    protected final void endGrace() {
        moveLocked(GRACE, OWNED);   // nobody else moves it: it can be neither taken nor disabled
    }

    /** {@return whether it waits for a grace period; a snapshot} */
    protected final boolean isWaiting() {
        return place() == GRACE;
    }

    public final boolean isArmed() {
        return place() == TIMER;
    }

    /** Armed to OWNED, for one who flushes. @return false if not armed */
    protected final boolean takeFromTimer() {
        return place() == TIMER && fire();
    }

    private void refuseFromInside(String call) {
        ItemHost last = host();
        if (last != null && last.runsOnCaller(this)) {
            throw new IllegalStateException(call + "() called by the item's own function would wait for itself for ever;"
                    + " call cancel(), or let another item call " + call + "()");
        }
    }

    @Override
    public String toString() {
        return "work of " + function.getClass().getName() + " in place " + place() + ", disabled " + depth() + " times";
    }
}
