package io.kedge.runtime.pool;

import io.kedge.runtime.inspect.WorkqueueTimes;
import org.jspecify.annotations.Nullable;

/** Where the time of one share's items went; also the sum over shares. The lock of the share's pool is held for each call. */
public final class RunTimes {
    private long limitedNanos;
    private long runNanos;
    private long cpuNanos;
    private long asleepNanos;
    private long readyNanos;
    private final LatencyCount queueing = new LatencyCount();
    private final LatencyCount running = new LatencyCount();
    private final @Nullable CpuPayer payer;   // constant

    /** Told of all CPU time that the items use. */
    @FunctionalInterface
    public interface CpuPayer {
        /** So much more was used until now. The lock of the share's pool is held. */
        void usedLocked(long cpuNanos, long nowNanos);
    }

    public RunTimes() {
        this(null);
    }

    /** For a share whose CPU time somebody pays for. */
    public RunTimes(@Nullable CpuPayer payer) {
        this.payer = payer;
    }

    /** An item that had to wait for a slot of its share has got one. */
    void limited(long nanos) {
        limitedNanos += nanos;
    }

    void started(long delayNanos) {
        queueing.add(delayNanos);
    }

    void ended(long nanos) {
        runNanos += nanos;
        running.add(nanos);
    }

    /** An item was on a carrier for so long, until now, and used the CPU for part of that. */
    void mounted(long nanos, long onCpuNanos, long nowNanos) {
        cpuNanos += onCpuNanos;
        asleepNanos += nanos - onCpuNanos;
        if (payer != null) {
            payer.usedLocked(onCpuNanos, nowNanos);
        }
    }

    void asleep(long nanos) {
        asleepNanos += nanos;
    }

    void ready(long nanos) {
        readyNanos += nanos;
    }

    /** Adds another one's figures. */
    public void add(RunTimes other) {
        limitedNanos += other.limitedNanos;
        runNanos += other.runNanos;
        cpuNanos += other.cpuNanos;
        asleepNanos += other.asleepNanos;
        readyNanos += other.readyNanos;
        queueing.add(other.queueing);
        running.add(other.running);
    }

    public WorkqueueTimes toTimes() {
        return new WorkqueueTimes(
                limitedNanos, runNanos, cpuNanos, asleepNanos, readyNanos, queueing.toLatencies(), running.toLatencies());
    }
}
