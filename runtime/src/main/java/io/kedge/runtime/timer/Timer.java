package io.kedge.runtime.timer;

import io.kedge.runtime.work.NanoClock;

/**
 * The engine's one timer: a heap of armed items that a single thread owns. Everybody else leaves requests.
 *
 * <p>The item's word decides who may queue it; the heap only says when to look. So an entry may be out of date: it is
 * looked at when it fires, and re-armed or dropped.
 */
public final class Timer {
    /** Wakes the timer thread. Any thread, no lock held. */
    @FunctionalInterface
    public interface Alarm {
        void ring();
    }

    private final NanoClock clock;                       // C
    private final Alarm alarm;                           // C
    private final RequestStack requests = new RequestStack(); // A
    private final TimerHeap heap = new TimerHeap();      // the timer thread
    private volatile int size;                           // written by the timer thread
    private volatile boolean sleeping;                   // written by the timer thread
    private volatile boolean sleepsForEver;              // written by the timer thread
    private volatile long sleepsUntilNanos;              // written by the timer thread

    public Timer(NanoClock clock, Alarm alarm) {
        this.clock = clock;
        this.alarm = alarm;
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
        takeRequests();
        fireDue(clock.nowNanos());
        size = heap.size();
        DelayedItem first = heap.first();
        sleepsForEver = first == null;
        if (first != null) {
            sleepsUntilNanos = first.heapNanos();
        }
        sleeping = true;             // pair TIMER_SLEEP: write sleeping, then read request
        if (!requests.isEmpty()) {
            return 0;
        }
        return first == null ? Long.MAX_VALUE : Math.max(0, first.heapNanos() - clock.nowNanos());   // queueing took time
    }

    private void takeRequests() {
        for (DelayedItem item = requests.takeAll(); item != null; ) {
            DelayedItem following = item.nextRequest();
            item.nextRequest(null);
            item.endRequest();       // before looking: a change from now on makes a new request
            alignEntry(item);
            item = following;
        }
    }

    /** Gives an armed item its entry, takes it from any other, until both agree: others arm and cancel meanwhile. */
    private void alignEntry(DelayedItem item) {
        do {
            if (item.isArmed()) {
                putArmed(item);
            } else {
                dropEntry(item);
            }
        } while (item.isArmed() == (item.heapIndex() == DelayedItem.NOT_IN_HEAP));
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
        long expiryNanos = item.expiryNanos();
        if (NanoClock.isDue(expiryNanos, nowNanos)) {
            item.enqueueOwned();
        } else {
            heap.put(item, expiryNanos);
            item.rearm();
        }
    }
}
