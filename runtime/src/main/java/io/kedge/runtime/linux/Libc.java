package io.kedge.runtime.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * The C library's functions that the engine calls. Each handle is bound once; calls that capture errno take the capture
 * segment first. Calls that may block or sleep are never bound as critical, so that they do not hold up a safepoint.
 */
@SuppressWarnings("restricted")   // native access is what this class is for; the launcher and the manifest grant it
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    static final ValueLayout.OfInt INT = JAVA_INT;
    static final int EINTR = 4;
    static final int EAGAIN = 11;

    static final MethodHandle GETTID = plain("gettid", FunctionDescriptor.of(JAVA_INT));
    static final MethodHandle SCHED_GETCPU = critical("sched_getcpu", FunctionDescriptor.of(JAVA_INT));
    static final MethodHandle SCHED_SETAFFINITY =
            withErrno("sched_setaffinity", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    /** sched_setaffinity for callers whom the reason of a refusal does not concern. */
    static final MethodHandle BIND_CALLER =
            plain("sched_setaffinity", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    static final MethodHandle SCHED_GETAFFINITY =
            withErrno("sched_getaffinity", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    static final MethodHandle SETPRIORITY =
            withErrno("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    static final MethodHandle CLOCK_GETTIME =
            plain("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    static final MethodHandle PREAD =
            plain("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    static final MethodHandle CLOSE = plain("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    static final MethodHandle OPEN = LINKER.downcallHandle(
            find("open"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    static final MethodHandle PRCTL = LINKER.downcallHandle(
            find("prctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    /** syscall(SYS_futex, word, operation, value, timeout, word2, value3): the C library has no wrapper for futex. */
    static final MethodHandle FUTEX = LINKER.downcallHandle(
            find("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(1));

    private Libc() { }

    /** {@return memory for errno, to be kept by one thread} */
    static MemorySegment newCapture(Arena arena) {
        return arena.allocate(CAPTURE);
    }

    static int errno(MemorySegment capture) {
        return (int) ERRNO.get(capture, 0L);
    }

    /**
     * What a foreign call cannot throw: wraps it, for the callers of invokeExact.
     *
     * @throws OutOfMemoryError if that is what was thrown, on the way there
     */
    static AssertionError cannotHappen(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError noMemory) {
            throw noMemory;
        }
        return new AssertionError("a C function threw a Java exception", thrown);
    }

    private static MemorySegment find(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name
                        + "; Kedge needs Linux with glibc 2.30 or later, or musl 1.2 or later"));
    }

    private static MethodHandle plain(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(find(name), type);
    }

    private static MethodHandle critical(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(find(name), type, Linker.Option.critical(false));
    }

    private static MethodHandle withErrno(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(find(name), type, Linker.Option.captureCallState("errno"));
    }
}
