package io.kedge.hal.time;

/** What time it is, in the clocks that GPIO needs. No method allocates or blocks, so that gpio-irq may ask. */
public interface HalClock {

    /** {@return nanoseconds of {@code CLOCK_MONOTONIC}, the clock that stamps edges by default} */
    long monotonicNanos();

    /** {@return wall-clock milliseconds since 1970} */
    long wallMillis();

    /** {@return whether the wall clock is synchronised, as the kernel believes} */
    boolean wallSynced();
}
