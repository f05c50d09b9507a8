package io.kedge.app.cli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C, SIGTERM and SIGHUP. The first asks for a stop, the second ends the process at once. The class that the JDK offers
 * for this is reached by reflection, because the compiler warns of it and knows no way to say that this is meant.
 */
public final class Signals {
    private static final String[] NAMES = {"INT", "TERM", "HUP"};

    private final AtomicInteger seen = new AtomicInteger();
    private final Runnable stop;
    private final Runnable end;

    /**
     * Watches nothing yet.
     *
     * @param stop called at the first signal, by a thread of the JDK's
     * @param end  called at every further one
     */
    public Signals(Runnable stop, Runnable end) {
        this.stop = stop;
        this.end = end;
    }

    /** Takes the signals over from the JDK, except those that the process was started to ignore (nohup). */
    public void install() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ignored = handler.getField("SIG_IGN").get(null);
            MethodHandle onSignal = MethodHandles.lookup()
                    .findVirtual(Signals.class, "onSignal", MethodType.methodType(void.class))
                    .bindTo(this);
            Object ours = MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(onSignal, 0, signal));
            var handle = signal.getMethod("handle", signal, handler);
            for (String name : NAMES) {
                Object which = signal.getConstructor(String.class).newInstance(name);
                Object before = handle.invoke(null, which, ours);
                if (ignored.equals(before)) {
                    handle.invoke(null, which, ignored);
                }
            }
        } catch (ReflectiveOperationException missing) {
            System.getLogger(Signals.class.getName()).log(System.Logger.Level.WARNING,
                    "signals are left to Java: " + missing + "; a second Ctrl-C does not end the process at once");
        }
    }

    /** Called for each signal. */
    void onSignal() {
        if (seen.getAndIncrement() == 0) {
            stop.run();
        } else {
            end.run();
        }
    }
}
