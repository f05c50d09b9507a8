package io.kedge.hal.irq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The edges of one line on their way from the top half to the bottom half. One producer (gpio-irq), one consumer (the
 * line's work item); neither waits for the other. Memory is allocated once.
 *
 * <pre>
 *   slot, 4 longs:   0  stamp, nanoseconds of the line's event clock
 *                    1  received, nanoseconds of CLOCK_MONOTONIC
 *                    2  wall-clock milliseconds when received
 *                    3  bits 0-31 line_seqno, bits 32-33 id (1 rising, 2 falling)
 * </pre>
 *
 * A full ring refuses the newest edge: the consumer owns the oldest, so it cannot give way. The consumer learns of it by
 * {@link #takeOverflow} and reads the level again.
 */
public final class EdgeRing {
    private static final int LONGS = 4;
    private static final int ID_SHIFT = 32;
    private static final long SEQNO_MASK = 0xFFFF_FFFFL;
    private static final VarHandle HEAD = field("head", long.class);
    private static final VarHandle TAIL = field("tail", long.class);
    private static final VarHandle OVERFLOWED = field("overflowed", boolean.class);

    private final long[] slots;
    private final int mask;
    @SuppressWarnings("unused")   // by HEAD: next slot to read; written by the consumer
    private long head;
    @SuppressWarnings("unused")   // by TAIL: next slot to write; written by the producer
    private long tail;
    @SuppressWarnings("unused")   // by OVERFLOWED: set by the producer, taken by the consumer
    private boolean overflowed;
    private final Tally overflows = new Tally();   // written by the producer

    /** Makes an empty ring of at least this many edges, rounded up to a power of two. */
    public EdgeRing(int atLeast) {
        if (atLeast < 1 || atLeast > 1 << 20) {
            throw new IllegalArgumentException("ring capacity must be 1 to 1048576, was " + atLeast);
        }
        int capacity = Integer.highestOneBit(Math.max(1, 2 * atLeast - 1));
        this.slots = new long[capacity * LONGS];
        this.mask = capacity - 1;
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(EdgeRing.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@return how many edges fit} */
    public int capacity() {
        return mask + 1;
    }

    /** {@return edges stored and not taken; exact for producer and consumer, a snapshot for others} */
    public int size() {
        return (int) ((long) TAIL.getAcquire(this) - (long) HEAD.getAcquire(this));
    }

    /** {@return edges refused since the ring was made} */
    public long overflows() {
        return overflows.get();
    }

    /** Stores an edge. Producer only. False if the ring is full: the edge is counted and gone. */
    public boolean offer(long stampNanos, long receivedNanos, long wallMillis, int id, int lineSeqno) {
        long at = (long) TAIL.get(this);
        if (at - (long) HEAD.getAcquire(this) > mask) {
            overflows.add(1);
            OVERFLOWED.setRelease(this, true);
            return false;
        }
        int slot = ((int) at & mask) * LONGS;
        slots[slot] = stampNanos;
        slots[slot + 1] = receivedNanos;
        slots[slot + 2] = wallMillis;
        slots[slot + 3] = ((long) id << ID_SHIFT) | (lineSeqno & SEQNO_MASK);
        TAIL.setRelease(this, at + 1);
        return true;
    }

    /** Takes the oldest edge and shows it to the reader. Consumer only. False if there is none. */
    public boolean poll(Reader reader) {
        long at = (long) HEAD.get(this);
        if (at == (long) TAIL.getAcquire(this)) {
            return false;
        }
        int slot = ((int) at & mask) * LONGS;
        long stamp = slots[slot];
        long received = slots[slot + 1];
        long wall = slots[slot + 2];
        long word = slots[slot + 3];
        HEAD.setRelease(this, at + 1);
        reader.edge(stamp, received, wall, idOf(word), seqnoOf(word));
        return true;
    }

    /** {@return whether an edge was refused since the last call}; takes the mark. Consumer only. */
    public boolean takeOverflow() {
        return (boolean) OVERFLOWED.getAcquire(this) && (boolean) OVERFLOWED.getAndSet(this, false);
    }

    static int idOf(long word) {
        return (int) (word >>> ID_SHIFT);
    }

    static int seqnoOf(long word) {
        return (int) word;
    }

    /** Sees one edge that was taken. */
    @FunctionalInterface
    public interface Reader {
        /** All that the ring knows of the edge, in the order of its slot. */
        void edge(long stampNanos, long receivedNanos, long wallMillis, int id, int lineSeqno);
    }
}
