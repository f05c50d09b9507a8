package io.kedge.bench;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;

/** Blocks its thread for a tenth of a second in native code, as a driver's call would. */
@SuppressWarnings("restricted")   // a foreign call is what it is for
final class Sleeper implements Runnable {
    static final int MILLIS = 100;
    private static final MethodHandle USLEEP = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("usleep"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    @Override
    public void run() {
        try {
            int ignored = (int) USLEEP.invokeExact((int) TimeUnit.MILLISECONDS.toMicros(MILLIS));
        } catch (Throwable thrown) {
            throw new AssertionError("usleep threw", thrown);
        }
    }
}
