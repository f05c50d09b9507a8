package io.kedge.hal.sim;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import io.kedge.hal.irq.V2LineEvent;

/** The edges of one requested line until gpio-irq reads them, as the kernel keeps them: when full, the oldest go. Under the wiring's lock. */
final class EdgeFifo {
    private final MemorySegment events;
    private final int capacity;
    private int oldest;
    private int size;

    EdgeFifo(int capacity) {
        this.capacity = capacity;
        this.events = Arena.ofAuto().allocate((long) capacity * V2LineEvent.BYTES, Long.BYTES);
    }

    void add(long stampNanos, int id, int lineSeqno, int offset) {
        if (size == capacity) {
            oldest = (oldest + 1) % capacity;
            size--;
        }
        int at = (oldest + size) % capacity;
        V2LineEvent.write(events, at, stampNanos, id, lineSeqno);
        V2LineEvent.writeOffset(events, at, offset);
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Moves as many as fit, oldest first; gives their number. */
    int drainTo(MemorySegment batch) {
        int count = (int) Math.min(size, batch.byteSize() / V2LineEvent.BYTES);
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(events, (long) oldest * V2LineEvent.BYTES, batch, (long) i * V2LineEvent.BYTES, V2LineEvent.BYTES);
            oldest = (oldest + 1) % capacity;
        }
        size -= count;
        return count;
    }
}
