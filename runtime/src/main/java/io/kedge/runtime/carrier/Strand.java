package io.kedge.runtime.carrier;

import org.jspecify.annotations.Nullable;

/**
 * One worker's thread of control: runs when a carrier mounts it, until it blocks, yields or ends (DESIGN D7). The port to
 * the JDK's virtual threads; a simulation has its own.
 */
public interface Strand {

    /** What a strand tells: it can run. */
    interface Owner {

        /** The strand's life, from its first mount to its last. */
        void live();

        /**
         * The strand can be mounted (again). Any thread, also the carrier before {@link Strand#mount} returns, and threads
         * of the JDK that must never see an exception: it never throws, never allocates and blocks on the pool lock only.
         */
        void runnable();

        /** {@link #runnable} has thrown this: it must be made good from elsewhere. Never throws, never allocates. */
        void runnableFailed(Throwable thrown);
    }

    /** Makes the strand runnable for the first time: calls {@link Owner#runnable}. */
    void start();

    /**
     * Runs the strand on the calling platform thread until it blocks, yields or ends. When it returns another thread may
     * already have mounted the strand again.
     */
    void mount();

    /** Ends this mount, called by the strand itself; {@link Owner#runnable} is called before {@link #mount} returns. */
    void yield();

    /**
     * {@return where the strand is, the innermost first; empty if it is not mounted} Any thread; stops the strand for a moment.
     * An unmounted one is left alone: the JDK would have to keep it from going on, and then hand it over once more.
     */
    default StackTraceElement[] stackTrace() {
        return new StackTraceElement[0];
    }

    /** {@return where the strand waits, the innermost first} Called by who is about to mount it: nobody else can make it go on. */
    default StackTraceElement[] stackBeforeMount() {
        return new StackTraceElement[0];
    }

    /** What an item can leave behind on its strand, the worst first. */
    enum Left { INTERRUPT, CONTEXT_CLASS_LOADER, THREAD_LOCALS }

    /** Drops what an item left behind. Called by the strand itself. @return the worst of it, null if there was nothing */
    @Nullable Left reset();
}
