package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierRunner;
import org.jspecify.annotations.Nullable;

/**
 * How much CPU the items of a carrier use. Reading a thread's CPU clock is a system call, dearer than an empty item: so it is
 * read at most every 0.1 ms, at the end of an item or of a mount, and what ended since the reading before is taken to have
 * computed all the time. For the carrier's own thread, with the pool's lock held.
 */
final class CpuMeter {
    private static final long GRAIN_NANOS = 100_000;

    private @Nullable RunTimes payer;   // whose item is on the carrier
    private long sinceNanos;            // since when
    private long readAtNanos;           // when the CPU clock was read
    private long readCpuNanos;          // what it said
    private long assumedNanos;          // charged since then without a reading

    /** The thread is there, and has used some CPU to come so far. */
    void calibrate(long nowNanos, CarrierRunner thread) {
        read(nowNanos, thread);
    }

    /** An item of the share begins, or goes on. */
    void begin(RunTimes times, long nowNanos) {
        payer = times;
        sinceNanos = nowNanos;
    }

    /** {@return whether something goes on that these times will be told of} */
    boolean isFor(RunTimes times) {
        return payer == times;
    }

    /** The item ended, or its mount did. Does nothing if there is none. @return how much CPU it has used since it was told last */
    long end(long nowNanos, @Nullable CarrierRunner thread) {
        RunTimes times = payer;
        if (times == null) {
            return 0;
        }
        payer = null;
        long mountedNanos = nowNanos - sinceNanos;
        long cpuNanos = cpuNanosOf(mountedNanos, nowNanos, thread);
        times.mounted(mountedNanos, cpuNanos, nowNanos);
        return cpuNanos;
    }

    private long cpuNanosOf(long mountedNanos, long nowNanos, @Nullable CarrierRunner thread) {
        if (thread == null || nowNanos - readAtNanos < GRAIN_NANOS) {
            assumedNanos += mountedNanos;
            return mountedNanos;
        }
        long usedNanos = -readCpuNanos - assumedNanos;
        read(nowNanos, thread);
        return Math.clamp(usedNanos + readCpuNanos, 0, mountedNanos);
    }

    private void read(long nowNanos, CarrierRunner thread) {
        readCpuNanos = thread.cpuNanos();
        readAtNanos = nowNanos;
        assumedNanos = 0;
    }
}
