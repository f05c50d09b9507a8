package io.kedge.runtime.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The CPU clock of the calling operating-system thread. A reading allocates nothing. For one thread at a time. */
public final class CpuClock {
    private static final int CLOCK_THREAD_CPUTIME_ID = 3;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final MemorySegment timespec = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);

    /** {@return CPU time that the calling operating-system thread has used, nanoseconds} */
    public long nowNanos() {
        try {
            int ignored = (int) Libc.CLOCK_GETTIME.invokeExact(CLOCK_THREAD_CPUTIME_ID, timespec);
            return timespec.get(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                    + timespec.get(ValueLayout.JAVA_LONG, Long.BYTES);
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }
}
