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

    /**
     * Gives its thread, which calls, another nice value, -20 to 19. A lower one needs a permission; a refusal is told.
     *
     * @return whether it has it
     */
    default boolean nice(int nice) {
        return false;
    }

    /**
     * Waits until its thread waits for ever for the first time ({@link CarrierThread.Step#WAIT}), or has ended. When it has
     * waited once, it takes no memory to be woken, to look, and to wait again. An interrupt of the caller stays set.
     *
     * @return false if it has ended without that
     */
    default boolean awaitRest() {
        return true;
    }

    /** {@return whether its thread has ended, by its last step or before} */
    default boolean hasEnded() {
        return false;
    }

    /** Waits until the last step has been taken, at most this long. */
    void awaitEnd(long millis) throws InterruptedException;
}
