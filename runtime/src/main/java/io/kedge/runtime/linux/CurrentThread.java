package io.kedge.runtime.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.function.Consumer;

import io.kedge.runtime.linux.LinuxException.Call;

/** What the calling operating-system thread may ask of the kernel for itself. */
public final class CurrentThread {
    private static final int PRIO_PROCESS = 0;
    private static final int PR_SET_TIMERSLACK = 29;

    private CurrentThread() { }

    /** {@return the kernel's id of this thread} */
    public static int tid() {
        try {
            return (int) Libc.GETTID.invokeExact();
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }

    /** {@return the CPU this thread is on at this moment} Allocates nothing. */
    public static int cpu() {
        try {
            return (int) Libc.SCHED_GETCPU.invokeExact();
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }

    /** {@return the CPUs this thread may run on} */
    public static BitSet affinity() {
        return Affinity.of(0);
    }

    /**
     * Binds this thread to the CPUs.
     *
     * @throws LinuxException EINVAL: none of them is online and within the process's cpuset
     */
    public static void bindTo(BitSet cpus) {
        Affinity.set(0, cpus);
    }

    /**
     * Sets this thread's nice value, -20 to 19.
     *
     * @throws LinuxException EACCES or EPERM: a lower value needs CAP_SYS_NICE or LimitNICE
     */
    public static void nice(int nice) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment capture = Libc.newCapture(arena);
            int result = (int) Libc.SETPRIORITY.invokeExact(capture, PRIO_PROCESS, tid(), nice);
            check(result, Call.SETPRIORITY, capture);
        } catch (LinuxException failure) {
            throw failure;
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }

    /** As {@link #bindTo}; if the kernel refuses that is told, and without memory for either the thread stays where it is. */
    public static void tryBindTo(BitSet cpus, Consumer<LinuxException> refused) {
        try {
            bindTo(cpus);
        } catch (LinuxException refusal) {
            tell(refusal, refused);
        } catch (OutOfMemoryError asItIs) {
            // as if nobody had asked
        }
    }

    /** As {@link #nice}; if the kernel refuses that is told, and without memory for either the thread keeps the value it has. */
    public static void tryNice(int nice, Consumer<LinuxException> refused) {
        boolean ignored = isGrantedNice(nice, refused);
    }

    /** As {@link #tryNice}. @return whether the thread has the value now */
    public static boolean isGrantedNice(int nice, Consumer<LinuxException> refused) {
        try {
            nice(nice);
            return true;
        } catch (LinuxException refusal) {
            tell(refusal, refused);
        } catch (OutOfMemoryError asItIs) {
            // as if nobody had asked
        }
        return false;
    }

    private static void tell(LinuxException refusal, Consumer<LinuxException> refused) {
        try {
            refused.accept(refusal);
        } catch (OutOfMemoryError untold) {
            // as if nobody had asked
        }
    }

    /** Asks for timed waits of this thread to end within a nanosecond of their time instead of the usual 50 microseconds. */
    public static void finestTimerSlack() {
        try {
            int ignored = (int) Libc.PRCTL.invokeExact(PR_SET_TIMERSLACK, 1L, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }

    private static void check(int result, Call call, MemorySegment capture) {
        if (result != 0) {
            throw new LinuxException(call, Libc.errno(capture));
        }
    }
}
