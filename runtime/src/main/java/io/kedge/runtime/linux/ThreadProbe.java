package io.kedge.runtime.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Looks at another thread of this process from outside: is it asleep, and how much CPU has it used? Owned by one thread
 * at a time; a look allocates nothing. Closed by its owner when the thread has ended.
 */
public final class ThreadProbe implements Probe {
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int STAT_BYTES = 512;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment stat = arena.allocate(STAT_BYTES);
    private final MemorySegment timespec = arena.allocate(ValueLayout.JAVA_LONG, 2);
    private final int file;
    private final int cpuClock;

    private ThreadProbe(int tid) {
        file = open("/proc/self/task/" + tid + "/stat");
        cpuClock = ~tid << 3 | 6;   // the kernel's name for a thread's CPU clock (posix-timers.h: CPUCLOCK_PERTHREAD | CPUCLOCK_SCHED)
    }

    /** {@return a probe of the thread with this kernel id} If the thread has ended already every look says so. */
    public static ThreadProbe of(int tid) {
        return new ThreadProbe(tid);
    }

    @Override
    public char state() {
        try {
            long length = (long) Libc.PREAD.invokeExact(file, stat, (long) STAT_BYTES, 0L);
            return stateIn(stat, length);
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }

    @Override
    public long cpuNanos() {
        try {
            int result = (int) Libc.CLOCK_GETTIME.invokeExact(cpuClock, timespec);
            return result != 0 ? -1
                    : timespec.get(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                            + timespec.get(ValueLayout.JAVA_LONG, Long.BYTES);
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }

    /** {@return the letter behind the last parenthesis: a thread's name may itself contain parentheses and blanks} */
    static char stateIn(MemorySegment stat, long length) {
        for (long at = length - 3; at >= 0; at--) {
            if (stat.get(ValueLayout.JAVA_BYTE, at) == ')') {
                return (char) stat.get(ValueLayout.JAVA_BYTE, at + 2);
            }
        }
        return 'X';
    }

    @Override
    public void close() {
        try {
            int ignored = (int) Libc.CLOSE.invokeExact(file);
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
        arena.close();
    }

    private int open(String path) {
        try {
            return (int) Libc.OPEN.invokeExact(arena.allocateFrom(path), O_RDONLY_CLOEXEC);
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }
}
