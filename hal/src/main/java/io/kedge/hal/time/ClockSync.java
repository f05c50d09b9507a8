package io.kedge.hal.time;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

/** Asks the kernel whether somebody keeps its clock in time: {@code adjtimex(2)} with nothing to adjust. */
final class ClockSync {
    /** {@code sizeof(struct timex)} on 64-bit Linux; {@code modes} stands first, and zero means "read only". */
    private static final long TIMEX_BYTES = 208;
    /** The clock state that says "not synchronised". */
    private static final int TIME_ERROR = 5;

    private final @Nullable MethodHandle adjtimex;
    private final MemorySegment timex;

    private ClockSync(@Nullable MethodHandle adjtimex) {
        this.adjtimex = adjtimex;
        this.timex = Arena.ofAuto().allocate(TIMEX_BYTES, Long.BYTES);
    }

    /** {@return the kernel's opinion; "not synchronised" on a system without the call} */
    @SuppressWarnings("restricted")   // the module asks for native access
    static ClockSync ofKernel() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup libc = linker.defaultLookup();
        FunctionDescriptor shape = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        return new ClockSync(libc.find("adjtimex").map(symbol -> linker.downcallHandle(symbol, shape)).orElse(null));
    }

    /** Any thread. A failing call, as in a sandbox that forbids it, counts as not synchronised. */
    boolean synced() {
        if (adjtimex == null) {
            return false;
        }
        synchronized (timex) {
            timex.fill((byte) 0);
            int state = call(adjtimex, timex);
            return state >= 0 && state != TIME_ERROR;
        }
    }

    private static int call(MethodHandle adjtimex, MemorySegment timex) {
        try {
            return (int) adjtimex.invokeExact(timex);
        } catch (Throwable impossible) {
            throw new AssertionError("adjtimex throws nothing", impossible);
        }
    }
}
