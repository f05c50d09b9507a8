package io.kedge.hal.cdev;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** sched_setaffinity(2), as far as the rig needs it. */
@SuppressWarnings("restricted")   // native access is given by the command line
final class GpioSimCpu {
    /** Mask of the CPU on which lines are driven. */
    static final long FIRST = 1;
    /** Mask of every CPU. */
    static final long ANY = -1;
    /** Process id of the calling thread. */
    static final int SELF = 0;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SET_AFFINITY = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("sched_setaffinity"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));

    private GpioSimCpu() { }

    /** Binds a thread of this or another process. */
    static void bind(int pid, long cpus) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocateFrom(JAVA_LONG, cpus);
            assertEquals(0, (int) SET_AFFINITY.invokeExact(pid, mask.byteSize(), mask), () -> "sched_setaffinity of " + pid);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a C function threw a Java exception", e);
        }
    }
}
