package io.kedge.hal.cdev;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Records of poll(2), allocated once: {@code struct pollfd} is s32 fd, s16 events, s16 revents. A negative descriptor is
 * passed over. One thread.
 */
final class PollSet {
    private static final int BYTES = 8;
    private static final long DESCRIPTOR = 0;
    private static final long EVENTS = 4;
    private static final long REVENTS = 6;

    private final MemorySegment records;
    private int size;

    PollSet(Arena arena, int capacity) {
        this.records = arena.allocate((long) capacity * BYTES, Integer.BYTES);
    }

    void clear() {
        size = 0;
    }

    /** Adds a descriptor to wait for input on; it stays at this place until {@link #clear}. */
    void add(int descriptor) {
        long at = (long) size++ * BYTES;
        records.set(ValueLayout.JAVA_INT, at + DESCRIPTOR, descriptor);
        records.set(ValueLayout.JAVA_SHORT, at + EVENTS, Libc.POLLIN);
        records.set(ValueLayout.JAVA_SHORT, at + REVENTS, (short) 0);
    }

    /** Passes over the descriptor at this place from now on. */
    void drop(int place) {
        records.set(ValueLayout.JAVA_INT, (long) place * BYTES + DESCRIPTOR, -1);
    }

    int size() {
        return size;
    }

    /** {@return what came true of the descriptor at this place, of POLLIN, POLLERR, POLLHUP, POLLNVAL} */
    int came(int place) {
        return records.get(ValueLayout.JAVA_SHORT, (long) place * BYTES + REVENTS);
    }

    /** Waits without a timeout; how many came, or minus errno. */
    int await(MemorySegment errno) {
        return Libc.poll(errno, records, size, -1);
    }
}
