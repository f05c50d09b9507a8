package io.kedge.bench;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Blocks its thread in native code, where the JVM does not see it. */
@SuppressWarnings("restricted")   // a foreign call is what it is for
public final class Usleep {
    private static final MethodHandle USLEEP = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("usleep"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Usleep() { }

    public static void micros(int micros) {
        try {
            int ignored = (int) USLEEP.invokeExact(micros);
        } catch (Throwable thrown) {
            throw new AssertionError("usleep threw", thrown);
        }
    }
}
