package io.kedge.runtime.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Where items are queued without the pool's lock, while somebody is there who will take it before long. Any thread posts; the
 * holder of the lock takes everything out, in the order of posting. What belongs to an instance is kept here, in rows: of the
 * item itself only its word passes from one CPU to another.
 *
 * <p>Who has posted looks whether the box is open still; who shuts it looks afterwards whether something was posted. So one of
 * them sees the other.
 *
 * <pre>
 *   C    constant after construction
 *   A    any thread
 *   L    the holder of the pool's lock
 *   Lv   written under the lock, read by anyone (volatile)
 * </pre>
 */
final class PostBox {
    /** Places: so many items at most are taken out in one holding of the lock. Who finds none free has to wait for the lock. */
    static final int SIZE = 512;

    private static final int MASK = SIZE - 1;
    private static final int FETCHED = 16;        // items, by turns: as many references as there are in a line of the cache
    private static final int GAP = 16;            // two cache lines, so that what others write is in none of ours
    private static final int CLAIMED = GAP;       // A   places ever claimed, by those who post
    private static final int TAKEN = 2 * GAP;     // Lv  places ever emptied
    private static final int OPEN = TAKEN + 1;    // Lv  0: shut
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final Object EMPTIED = new Object();

    private final long[] words = new long[3 * GAP];
    final AtomicReferenceArray<@Nullable Object> items = new AtomicReferenceArray<>(SIZE);   // A
    private final @Nullable Share[] shares = new @Nullable Share[SIZE];   // who has claimed the place, then L
    private final long[] queuedNanos = new long[SIZE];                    // who has claimed the place, then L

    /** Where an item goes that is taken out. */
    interface Taker {
        void takeIn(WorkItem item, Share share, long queuedNanos);
    }

    boolean isOpen() {
        return word(OPEN) != 0;
    }

    /** Opens it or shuts it; who has shut it takes out afterwards what is in it. The holder of the pool's lock. */
    void open(boolean open) {
        WORDS.setVolatile(words, OPEN, open ? 1L : 0L);
    }

    boolean isEmpty() {
        return word(TAKEN) == word(CLAIMED);
    }

    /** Puts an item in that the caller has claimed for this. Any thread. @return false if the box is full */
    boolean post(WorkItem item, Share share, long nowNanos) {
        long place = claim();
        if (place < 0) {
            return false;
        }
        put(place, item, share, nowNanos);
        return true;
    }

    /** {@return a place for the caller to put an item in, below 0 if the box is full} */
    long claim() {
        long claimed;
        do {
            claimed = word(CLAIMED);
            if (claimed - word(TAKEN) >= SIZE) {
                return -1;
            }
        } while (!WORDS.compareAndSet(words, CLAIMED, claimed, claimed + 1));
        return claimed;
    }

    void put(long place, WorkItem item, Share share, long nowNanos) {
        int at = (int) place & MASK;
        shares[at] = share;
        queuedNanos[at] = nowNanos;
        items.set(at, item);
    }

    /**
     * Takes all items out that have been posted. One whose poster has claimed a place and not come further is passed over: its
     * poster still has to look whether the box is open. The holder of the pool's lock.
     */
    void takeAll(Taker taker) {
        long end = word(CLAIMED);
        long taken = word(TAKEN);
        long inOrder = taken;
        for (long place = taken; place < end; place++) {
            int at = (int) place & MASK;
            if ((place - taken) % FETCHED == 0) {
                fetch(place, Math.min(end, place + FETCHED));
            }
            Object item = items.getAcquire(at);
            if (item == null) {
                continue;
            }
            boolean first = inOrder == place;   // nobody before is on the way
            items.setPlain(at, first ? null : EMPTIED);
            if (first) {
                inOrder++;
            }
            if (item instanceof WorkItem posted) {
                taker.takeIn(posted, requireNonNull(shares[at], "an item was posted without a share"), queuedNanos[at]);
            }
        }
        WORDS.setRelease(words, TAKEN, inOrder);
    }

    /** The lines with the items' words are on the CPUs of those who posted them: asks for all at once, not for one after the other. */
    private void fetch(long from, long end) {
        for (long place = from; place < end; place++) {
            if (items.getPlain((int) place & MASK) instanceof WorkItem posted) {
                posted.fetch();
            }
        }
    }

    private long word(int index) {
        return (long) WORDS.getVolatile(words, index);
    }
}
