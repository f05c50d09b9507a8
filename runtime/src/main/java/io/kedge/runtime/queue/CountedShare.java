package io.kedge.runtime.queue;

import io.kedge.runtime.pool.RunTimes;
import io.kedge.runtime.pool.Share;
import org.jspecify.annotations.Nullable;

/** The figures of a share that its pool tells, and that change nothing but themselves. */
abstract class CountedShare implements Share {
    final ShareCounters counters;   // L

    /** With who pays for the CPU time of its items, if somebody does. */
    CountedShare(RunTimes.@Nullable CpuPayer payer) {
        counters = new ShareCounters(payer);
    }

    @Override
    public final RunTimes times() {
        return counters.times;
    }

    @Override
    public final void startedLocked(long delayNanos) {
        counters.started++;
        counters.delayNanos += Math.max(0, delayNanos);
    }

    @Override
    public final void calledRescuerLocked() {
        counters.mayday++;
    }

    @Override
    public final void rescuedLocked() {
        counters.rescued++;
    }

    @Override
    public final void repatriatedLocked() {
        counters.repatriated++;
    }

    @Override
    public final void foundCpuIntensiveLocked() {
        counters.cpuIntensive++;
    }
}
