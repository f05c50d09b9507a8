package io.kedge.hal.irq;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct gpio_v2_line_event} of linux/gpio.h, native-endian, 48 bytes, the same on 32 and 64 bits.
 *
 * <pre>
 *    0  u64  timestamp_ns   in the clock of the request
 *    8  u32  id             1 rising, 2 falling
 *   12  u32  offset         on its chip
 *   16  u32  seqno          of the request; says nothing about loss
 *   20  u32  line_seqno     of the line, from 1; a gap is a loss
 *   24  u32  padding[6]     zero
 * </pre>
 */
public final class V2LineEvent {
    /** Size of one event. */
    public static final int BYTES = 48;

    private static final long TIMESTAMP = 0;
    private static final long ID = 8;
    private static final long OFFSET = 12;
    private static final long SEQNO = 16;
    private static final long LINE_SEQNO = 20;

    private V2LineEvent() { }

    static long timestampNanos(MemorySegment events, int index) {
        return events.get(ValueLayout.JAVA_LONG, at(index, TIMESTAMP));
    }

    static int id(MemorySegment events, int index) {
        return events.get(ValueLayout.JAVA_INT, at(index, ID));
    }

    /** {@return the line's offset on its chip} */
    public static int offset(MemorySegment events, int index) {
        return events.get(ValueLayout.JAVA_INT, at(index, OFFSET));
    }

    static int lineSeqno(MemorySegment events, int index) {
        return events.get(ValueLayout.JAVA_INT, at(index, LINE_SEQNO));
    }

    /** Writes one event, as the kernel would. For boards that have no kernel below them. */
    public static void write(MemorySegment events, int index, long timestampNanos, int id, int lineSeqno) {
        events.asSlice(at(index, 0), BYTES).fill((byte) 0);
        events.set(ValueLayout.JAVA_LONG, at(index, TIMESTAMP), timestampNanos);
        events.set(ValueLayout.JAVA_INT, at(index, ID), id);
        events.set(ValueLayout.JAVA_INT, at(index, SEQNO), lineSeqno);
        events.set(ValueLayout.JAVA_INT, at(index, LINE_SEQNO), lineSeqno);
    }

    /** Writes the line's offset into an event that was written before. */
    public static void writeOffset(MemorySegment events, int index, int offset) {
        events.set(ValueLayout.JAVA_INT, at(index, OFFSET), offset);
    }

    private static long at(int index, long member) {
        return (long) index * BYTES + member;
    }
}
