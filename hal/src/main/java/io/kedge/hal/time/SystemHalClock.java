package io.kedge.hal.time;

/** The machine's clocks. On Linux HotSpot's nano time is {@code CLOCK_MONOTONIC} itself, so it compares with the kernel's stamps. */
public final class SystemHalClock implements HalClock {
    private final ClockSync sync = ClockSync.ofKernel();

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public boolean wallSynced() {
        return sync.synced();
    }
}
