package io.kedge.runtime.timer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.work.DelayTarget;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * A work item with a timer.
 *
 * <pre>
 *   O   the item's owner (see WorkItem)
 *   Ov  as O, read by anyone (volatile)
 *   T   the timer thread
 *   Tv  written by the timer thread, read by anyone (volatile)
 *   A   anyone, atomically
 * </pre>
 */
public final class DelayedItem extends WorkItem implements DelayedWork {
    static final int NOT_IN_HEAP = -1;
    private static final VarHandle REQUESTED;

    static {
        try {
            REQUESTED = MethodHandles.lookup().findVarHandle(DelayedItem.class, "requested", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final long rank;                  // C   of two that are due at the same time, the lower one comes first
    private volatile @Nullable Timer timer;   // Ov  set once: the timer of the first engine it was armed on
    private @Nullable DelayTarget target;     // O   workqueue to go to
    private int cpu;                          // O   requested CPU, -1 for none
    private volatile long expiryNanos;        // Ov  when it shall be queued
    private volatile boolean requested;       // A   on the timer's request stack
    private @Nullable DelayedItem nextRequest; // its pusher until pushed, then T
    private volatile int heapIndex = NOT_IN_HEAP; // Tv
    private volatile long heapNanos;          // Tv  key of its entry; meaningful while it is in the heap

    public DelayedItem(WorkFunction function) {
        super(function);
        this.rank = 0;
    }

    public DelayedItem(WorkFunction function, Class<?> functionClass) {
        this(function, functionClass, 0);
    }

    /** With a rank: of two items that are due at the same time, the one with the lower rank comes first. */
    public DelayedItem(WorkFunction function, Class<?> functionClass, long rank) {
        super(function, functionClass);
        this.rank = rank;
    }

    /** With a profile that other items of the class do not share. */
    public DelayedItem(WorkFunction function, FunctionProfile profile) {
        super(function, profile);
        this.rank = 0;
    }

    /**
     * Arms an item that the caller owns; re-arms it if its timer runs. To a later time this only stores the time: the
     * entry in the heap re-arms itself when it fires early.
     *
     * @throws IllegalArgumentException if the item has been armed on another engine
     */
    public void armOwned(Timer on, DelayTarget to, int onCpu, long atNanos) {
        if (isOfAnother(on)) {
            letGo();
            throw ofAnotherEngine();
        }
        timer = on;
        target = to;
        cpu = onCpu;
        expiryNanos = atNanos;                 // pair TIMER_KEY: write expiry, then read entry
        boolean missed = becomeArmed();        // pair TIMER_ENTRY: write word, then read entry
        boolean entryServes = heapIndex != NOT_IN_HEAP && heapNanos - atNanos <= 0;
        if (missed || !entryServes) {
            on.request(this);
        }
    }

    /**
     * Looks before an item is taken over, so that one that is armed on another engine stays armed there.
     *
     * @throws IllegalArgumentException if the item has been armed on another engine
     */
    public void refuseIfOfAnother(Timer on) {
        if (isOfAnother(on)) {
            throw ofAnotherEngine();
        }
    }

    private boolean isOfAnother(Timer on) {
        Timer own = timer;
        return own != null && own != on;
    }

    private static IllegalArgumentException ofAnotherEngine() {
        return new IllegalArgumentException("the delayed item was armed on another engine before: make one per engine");
    }

    /** Queues an item that the caller owns where it was armed for. */
    void enqueueOwned() {
        DelayTarget to = target;
        if (to == null) {
            letGo();
        } else {
            to.enqueueOwned(this, cpu);
        }
    }

    /** Lets the timer's own look end: the item is armed again. The timer thread, which owns it. */
    void rearm() {
        becomeArmed();
    }

    @Override
    protected boolean hurry() {
        boolean wasArmed = takeFromTimer();
        if (wasArmed) {
            enqueueOwned();
        }
        return wasArmed;
    }

    @Override
    protected void afterLetGo() {
        Timer on = timer;
        if (on != null && heapIndex != NOT_IN_HEAP) {
            on.request(this);   // the entry goes when the timer is awake next
        }
    }

    long expiryNanos() {
        return expiryNanos;
    }

    int heapIndex() {
        return heapIndex;
    }

    long heapNanos() {
        return heapNanos;
    }

    /** {@return whether its entry comes before that of the other} */
    boolean comesBefore(DelayedItem other) {
        long earlierNanos = other.heapNanos - heapNanos;
        return earlierNanos > 0 || earlierNanos == 0 && rank < other.rank;
    }

    void heapEntry(int index, long atNanos) {
        heapNanos = atNanos;
        heapIndex = index;
    }

    /** {@return whether it is on the timer's request stack} */
    boolean isRequested() {
        return requested;
    }

    /** {@return whether the caller is the one to push the item on the request stack} */
    boolean beginRequest() {
        return !requested && REQUESTED.compareAndSet(this, false, true);
    }

    void endRequest() {
        requested = false;
    }

    @Nullable DelayedItem nextRequest() {
        return nextRequest;
    }

    void nextRequest(@Nullable DelayedItem next) {
        nextRequest = next;
    }
}
