package io.kedge.runtime.carrier;

import io.kedge.runtime.linux.CpuMask;

/** What takes a carrier's steps, one after the other. The port to the machine's threads; a simulation has its own. */
public interface CarrierRunner {

    /**
     * Begins with the first step.
     *
     * @throws OutOfMemoryError if no thread can be had
     */
    void start();

    /** {@return CPU time that the thread has used, nanoseconds} Called by the thread itself. */
    long cpuNanos();

    /** Ends the wait of a step that asked for one. Any thread; no lock held. */
    void wake();

    /**
     * Binds its thread to its CPUs once more, if it may: the kernel lets a thread whose CPU has gone run elsewhere, and not
     * every kernel takes that back when the CPU returns. Any thread.
     */
    void comeHome();

    /** Has the calling thread, which takes the steps, run on these CPUs, as far as it may. Allocates nothing. */
    void moveTo(CpuMask cpus);

    /**
     * Brings its thread, which calls, to the pod if it is elsewhere. Allocates nothing.
     *
     * @return whether it was elsewhere and is there now
     */
    default boolean returnTo(Pod pod) {
        return false;
    }

    /** Waits until the last step has been taken, at most this long. */
    void awaitEnd(long millis) throws InterruptedException;
}
