package io.kedge.hal.irq;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The nice value of a thread: {@code setpriority(2)}, which on Linux means the calling thread when asked for process 0. */
final class Nice {
    private static final int PRIO_PROCESS = 0;
    private static final int CALLER = 0;

    private Nice() { }

    /** Sets the calling thread's nice value, -20 (first) to 19 (last). False without permission or on a system without the call. */
    static boolean ofThisThread(int nice) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find("setpriority").map(symbol -> set(handle(linker, symbol), nice)).orElse(false);
    }

    @SuppressWarnings("restricted")   // the module asks for native access
    private static MethodHandle handle(Linker linker, MemorySegment symbol) {
        return linker.downcallHandle(
                symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    private static boolean set(MethodHandle setpriority, int nice) {
        try {
            return (int) setpriority.invokeExact(PRIO_PROCESS, CALLER, nice) == 0;
        } catch (Throwable impossible) {
            throw new AssertionError("setpriority throws nothing", impossible);
        }
    }
}
