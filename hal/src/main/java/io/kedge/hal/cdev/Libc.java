package io.kedge.hal.cdev;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * The C library's functions for descriptors. Each takes the memory for errno first, which one thread at a time may use; a
 * call that fails gives minus its errno. None is bound as critical: poll blocks, and an ioctl may.
 *
 * <p>Capturing errno allocates a slice for each call where the compiler cannot remove it. So what gpio-irq calls for each edge,
 * poll and read, is called without, and once more with it if it fails: it fails again, or now it does not.
 */
@SuppressWarnings("restricted")   // native access is what this class is for; the manifest grants it
final class Libc {
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final short POLLIN = 1;
    static final short POLLERR = 8;
    static final short POLLHUP = 16;
    static final short POLLNVAL = 32;

    private static final int F_SETFL = 4;
    private static final int VARIADIC_FROM = 2;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle IOCTL = variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle FCNTL = variadic("fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle FAST_READ = fast("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle FAST_POLL = fast("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle READ = bind("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE = bind("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle POLL = bind("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle EVENTFD = bind("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private Libc() { }

    /** {@return memory for errno} */
    static MemorySegment newErrno(Arena arena) {
        return arena.allocate(CAPTURE);
    }

    static int open(MemorySegment errno, MemorySegment path, int flags) {
        try {
            return result((int) OPEN.invokeExact(errno, path, flags), errno);
        } catch (Throwable thrown) {
            throw cannotHappen(thrown);
        }
    }

    static int ioctl(MemorySegment errno, int descriptor, long request, MemorySegment argument) {
        try {
            return result((int) IOCTL.invokeExact(errno, descriptor, request, argument), errno);
        } catch (Throwable thrown) {
            throw cannotHappen(thrown);
        }
    }

    /** Lets reads of the descriptor give EAGAIN where they would wait. */
    static int setNonBlocking(MemorySegment errno, int descriptor) {
        try {
            return result((int) FCNTL.invokeExact(errno, descriptor, F_SETFL, O_NONBLOCK), errno);
        } catch (Throwable thrown) {
            throw cannotHappen(thrown);
        }
    }

    static int close(MemorySegment errno, int descriptor) {
        try {
            return result((int) CLOSE.invokeExact(errno, descriptor), errno);
        } catch (Throwable thrown) {
            throw cannotHappen(thrown);
        }
    }

    static int read(MemorySegment errno, int descriptor, MemorySegment to, long bytes) {
        try {
            long read = (long) FAST_READ.invokeExact(descriptor, to, bytes);
            return (int) (read >= 0 ? read : result((int) (long) READ.invokeExact(errno, descriptor, to, bytes), errno));
        } catch (Throwable thrown) {
            throw cannotHappen(thrown);
        }
    }

    static int write(MemorySegment errno, int descriptor, MemorySegment from, long bytes) {
        try {
            return result((int) (long) WRITE.invokeExact(errno, descriptor, from, bytes), errno);
        } catch (Throwable thrown) {
            throw cannotHappen(thrown);
        }
    }

    /** Waits for one of the records of {@link PollSet}; a negative time is for ever. */
    static int poll(MemorySegment errno, MemorySegment records, long count, int timeoutMillis) {
        try {
            int came = (int) FAST_POLL.invokeExact(records, count, timeoutMillis);
            return came >= 0 ? came : result((int) POLL.invokeExact(errno, records, count, timeoutMillis), errno);
        } catch (Throwable thrown) {
            throw cannotHappen(thrown);
        }
    }

    /** {@return a new eventfd that does not block and does not outlive an exec} */
    static int eventfd(MemorySegment errno) {
        try {
            return result((int) EVENTFD.invokeExact(errno, 0, O_CLOEXEC | O_NONBLOCK), errno);
        } catch (Throwable thrown) {
            throw cannotHappen(thrown);
        }
    }

    private static int result(int returned, MemorySegment errno) {
        return returned >= 0 ? returned : -(int) ERRNO.get(errno, 0L);
    }

    private static AssertionError cannotHappen(Throwable thrown) {
        return new AssertionError("a C function threw a Java exception", thrown);
    }

    private static MethodHandle bind(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(find(name), type, Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle fast(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(find(name), type);
    }

    private static MethodHandle variadic(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(
                find(name), type, Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(VARIADIC_FROM));
    }

    private static MemorySegment find(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name + "; GPIO needs Linux"));
    }
}
