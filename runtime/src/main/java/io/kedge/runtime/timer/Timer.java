package io.kedge.runtime.timer;

import java.util.concurrent.TimeUnit;

import io.kedge.runtime.work.NanoClock;

/**
 * The engine's one timer: a heap of armed items that a single thread owns. Everybody else leaves requests.
 *
 * <p>The item's word decides who may queue it; the heap only says when to look. So an entry may be out of date: it is
 * looked at when it fires, and re-armed or dropped.
 *
 * <p>Arming takes no memory, but an entry may. An item for whose entry there is none stays requested: each turn looks at it,
 * queues it when it is due, and enters it when there is room again.
 */
public final class Timer {
    /** Wakes the timer thread. Any thread, no lock held. */
    @FunctionalInterface
    public interface Alarm {
        void ring();
    }

    /** While items have no entry a turn is due after so long at the latest. */
    static final long ENTRY_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** After so long it is tried again to make room, which costs a collection if there is no memory. */
    static final long ROOM_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NanoClock clock;                       // C
    private final Alarm alarm;                           // C
    private final RequestStack requests = new RequestStack(); // A
    private final TimerHeap heap;                        // the timer thread
    private boolean cramped;                             // the timer thread: no room could be made at the latest attempt
    private long roomRetryNanos;                         // the timer thread: not before this time is it tried again, if cramped
    private boolean keeps;                               // the timer thread: this turn left items without an entry
    private long keptNanos;                              // the timer thread: while keeps, when the first of them is to be looked at
    private volatile int size;                           // written by the timer thread
    private volatile boolean sleeping;                   // written by the timer thread
    private volatile boolean sleepsForEver;              // written by the timer thread
    private volatile long sleepsUntilNanos;              // written by the timer thread

    public Timer(NanoClock clock, Alarm alarm) {
        this(clock, alarm, new TimerHeap(DelayedItem[]::new));
    }

    Timer(NanoClock clock, Alarm alarm, TimerHeap heap) {
        this.clock = clock;
        this.alarm = alarm;
        this.heap = heap;
    }

    /** {@return entries in the heap; a snapshot} */
    public int size() {
        return size;
    }

    /**
     * The item was armed and has no entry that serves, or it has an entry and was cancelled. Any thread. Who armed it
     * anew meanwhile may have found it requested already: so what it is armed for is read after the push, not told.
     */
    void request(DelayedItem item) {
        requests.push(item);   // pair TIMER_SLEEP: write request, then read sleeping
        if (sleeping && item.isArmed() && (sleepsForEver || item.expiryNanos() - sleepsUntilNanos < 0)) {
            alarm.ring();
        }
    }

    /**
     * Takes the requests, queues what is due. The timer thread only.
     *
     * @return nanoseconds until it must be called again; 0: at once; {@link Long#MAX_VALUE}: when the alarm rings.
     *     After a result above 0 it counts as asleep, until the next call
     */
    public long turn() {
        sleeping = false;
        long nowNanos = clock.nowNanos();
        keeps = false;
        keptNanos = nowNanos + ENTRY_RETRY_NANOS;
        takeRequests(nowNanos);
        fireDue(clock.nowNanos());
        size = heap.size();
        DelayedItem first = heap.first();
        boolean keptComeFirst = keeps && (first == null || keptNanos - first.heapNanos() < 0);
        long wakeNanos = keptComeFirst || first == null ? keptNanos : first.heapNanos();
        boolean timed = keeps || first != null;
        sleepsForEver = !timed;
        sleepsUntilNanos = wakeNanos;
        sleeping = true;             // pair TIMER_SLEEP: write sleeping, then read request
        if (!keeps && !requests.isEmpty()) {
            return 0;
        }
        return timed ? Math.max(0, wakeNanos - clock.nowNanos()) : Long.MAX_VALUE;   // queueing took time
    }

    private void takeRequests(long nowNanos) {
        for (DelayedItem item = requests.takeAll(); item != null; ) {
            DelayedItem following = item.nextRequest();
            item.nextRequest(null);
            item.endRequest();       // before looking: a change from now on makes a new request
            alignEntry(item, nowNanos);
            item = following;
        }
    }

    /** Gives an armed item its entry, takes it from any other, until both agree: others arm and cancel meanwhile. */
    private void alignEntry(DelayedItem item, long nowNanos) {
        do {
            if (!item.isArmed()) {
                dropEntry(item);
            } else if (hasRoomFor(item, nowNanos)) {
                putArmed(item);
            } else {
                fireOrKeep(item, nowNanos);
                return;
            }
        } while (item.isArmed() == (item.heapIndex() == DelayedItem.NOT_IN_HEAP));
    }

    private boolean hasRoomFor(DelayedItem item, long nowNanos) {
        if (heap.hasRoomFor(item)) {
            return true;
        }
        if (cramped && !NanoClock.isDue(roomRetryNanos, nowNanos)) {
            return false;
        }
        cramped = !heap.grow();
        roomRetryNanos = nowNanos + ROOM_RETRY_NANOS;
        return !cramped;
    }

    /** There is no room for the item: it fires without an entry if it is due, else it is looked at in the next turn. */
    private void fireOrKeep(DelayedItem item, long nowNanos) {
        long expiryNanos = item.expiryNanos();
        if (!NanoClock.isDue(expiryNanos, nowNanos)) {
            keep(item, expiryNanos);
        } else if (item.fireTimer()) {
            queueOrRearm(item, nowNanos);
        }                            // else who has it will request it, for it has no entry
    }

    /** The item stays requested; whoever requests it meanwhile leaves it at that. */
    private void keep(DelayedItem item, long atNanos) {
        keeps = true;
        if (atNanos - keptNanos < 0) {
            keptNanos = atNanos;
        }
        requests.push(item);
    }

    /** Enters an item that its owner may be modifying at this moment. */
    private void putArmed(DelayedItem item) {
        long atNanos;
        do {
            atNanos = item.expiryNanos();
            heap.put(item, atNanos); // pair TIMER_KEY: write entry, then read expiry
        } while (item.expiryNanos() - atNanos < 0);
    }

    /** Removes the entry, before the caller reads the word: an item armed meanwhile is seen by the caller, or sees no entry. */
    private void dropEntry(DelayedItem item) {
        heap.remove(item);           // pair TIMER_ENTRY: write entry, then read word
    }

    private void fireDue(long nowNanos) {
        for (DelayedItem item = heap.first();
                item != null && NanoClock.isDue(item.heapNanos(), nowNanos);
                item = heap.first()) {
            dropEntry(item);
            if (item.fireTimer()) {
                queueOrRearm(item, nowNanos);
            }
        }
    }

    private void queueOrRearm(DelayedItem item, long nowNanos) {
        long againNanos = item.expiryNanos();
        if (NanoClock.isDue(againNanos, nowNanos)) {
            if (isQueued(item)) {
                return;
            }
            againNanos = nowNanos + ENTRY_RETRY_NANOS;
        }
        if (hasRoomFor(item, nowNanos)) {
            heap.put(item, againNanos);
        } else {
            keep(item, againNanos);
        }
        item.rearm();
    }

    /** @return false if there was no memory to queue the item, as there may be none when that is done for the first time */
    private static boolean isQueued(DelayedItem item) {
        try {
            item.enqueueOwned();
            return true;
        } catch (OutOfMemoryError unchanged) {
            return false;
        }
    }
}
