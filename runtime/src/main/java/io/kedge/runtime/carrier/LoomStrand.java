package io.kedge.runtime.carrier;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * A strand on the JDK's virtual threads. This file alone touches the JDK's internals: a virtual thread whose scheduler is
 * our own executor (java.lang.ThreadBuilders, JDK 25), the carrier of the calling thread, and a thread's locals.
 *
 * <p>The executor is the strand itself: {@code this} tells which worker it is, without a map. A task that is not the
 * worker's own comes from a child thread that inherited the scheduler, and goes to the JDK's.
 */
public final class LoomStrand implements Strand, Executor {
    private static final Internals JDK = Internals.open();
    private static final StackTraceElement[] NO_STACK = {};

    private final Owner owner;                       // C
    private final Thread thread;                     // C
    private final @Nullable ClassLoader loader;      // C   the context class loader it was born with
    private @Nullable Thread walker;                 // its own: who looks at the stack, between two mounts
    private volatile @Nullable Runnable continuation; // written once, by start(), before any mount

    private LoomStrand(String name, Owner owner) {
        this.owner = owner;
        this.thread = JDK.newVirtualThread(this, name, owner::live);
        this.loader = thread.getContextClassLoader();
    }

    public static Strand make(String name, Owner owner) {
        return new LoomStrand(name, owner);
    }

    /** {@return the platform thread that carries the calling thread, or the calling thread itself} */
    static Thread currentCarrierThread() {
        try {
            return (Thread) JDK.currentCarrierThread.invokeExact();
        } catch (Throwable thrown) {
            throw new AssertionError("Thread.currentCarrierThread threw", thrown);
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void mount() {
        Runnable own = continuation;
        if (own == null) {
            throw new IllegalStateException("mounted before it was started: " + thread.getName());
        }
        own.run();
    }

    @Override
    public void yield() {
        Thread.yield();
    }

    /** The JDK keeps a thread that is not mounted from going on meanwhile, and then hands it over once more: that is not news. */
    @Override
    public StackTraceElement[] stackBeforeMount() {
        walker = Thread.currentThread();
        try {
            return thread.getStackTrace();
        } finally {
            walker = null;
        }
    }

    @Override
    public @Nullable Left reset() {
        return reset(thread, loader);
    }

    /** Drops what an item left behind on the calling thread. @return as {@link #reset()} */
    static @Nullable Left reset(Thread thread, @Nullable ClassLoader loader) {
        Left left = null;
        if (JDK.threadLocals.get(thread) != null) {
            JDK.threadLocals.set(thread, null);
            left = Left.THREAD_LOCALS;
        }
        if (JDK.inheritableThreadLocals.get(thread) != null) {
            JDK.inheritableThreadLocals.set(thread, null);
            left = Left.THREAD_LOCALS;
        }
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
            left = Left.CONTEXT_CLASS_LOADER;
        }
        return Thread.interrupted() ? Left.INTERRUPT : left;
    }

    @Override
    public StackTraceElement[] stackTrace() {
        try {
            StackTraceElement[] stack = (StackTraceElement[]) JDK.stackOfMounted.invokeExact(thread);
            return stack == null ? NO_STACK : stack;
        } catch (Throwable thrown) {
            throw new AssertionError("Thread.asyncGetStackTrace threw", thrown);
        }
    }

    /** The JDK hands the thread over: to be run for the first time, or again. Never throws. */
    @Override
    public void execute(Runnable task) {
        if (continuation == null) {
            continuation = task;
        }
        if (task == continuation && walker != null && walker == Thread.currentThread()) {
            return;   // see stackBeforeMount
        }
        if (task == continuation) {
            try {
                owner.runnable();
            } catch (Throwable thrown) {   // one exception here would end the JDK's unblocker thread, for the whole process
                owner.runnableFailed(thrown);
            }
        } else {
            JDK.defaultScheduler.execute(task);
        }
    }

    /** The handles into java.lang, opened once. */
    private record Internals(
            MethodHandle builder,
            MethodHandle currentCarrierThread,
            MethodHandle stackOfMounted,
            VarHandle threadLocals,
            VarHandle inheritableThreadLocals,
            Executor defaultScheduler) {

        static Internals open() {
            try {
                MethodHandles.Lookup inThread = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
                Class<?> virtualThread = Class.forName("java.lang.VirtualThread");
                Class<?> builders = Class.forName("java.lang.ThreadBuilders");
                Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
                MethodHandle builder = inThread.findStatic(
                        builders,
                        "newVirtualThread",
                        MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class));
                MethodHandle scheduler = MethodHandles.privateLookupIn(virtualThread, MethodHandles.lookup())
                        .findStatic(virtualThread, "defaultScheduler", MethodType.methodType(Executor.class));
                return new Internals(
                        builder,
                        inThread.findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class)),
                        inThread.findSpecial(   // of Thread, not of the virtual one, which goes for unmounted ones too
                                Thread.class, "asyncGetStackTrace", MethodType.methodType(StackTraceElement[].class), Thread.class),
                        inThread.findVarHandle(Thread.class, "threadLocals", map),
                        inThread.findVarHandle(Thread.class, "inheritableThreadLocals", map),
                        (Executor) scheduler.invoke());
            } catch (Throwable refused) {
                throw HookProbe.refused(refused);
            }
        }

        Thread newVirtualThread(Executor scheduler, String name, Runnable task) {
            try {
                return (Thread) builder.invokeExact(scheduler, name, 0, task);
            } catch (OutOfMemoryError noMemory) {
                throw noMemory;
            } catch (Throwable refused) {
                throw HookProbe.refused(refused);
            }
        }
    }
}
