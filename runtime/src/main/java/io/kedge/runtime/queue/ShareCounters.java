package io.kedge.runtime.queue;

import java.util.List;

import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.pool.RunTimes;
import org.jspecify.annotations.Nullable;

/** What a share has counted since it was made; also the sum over shares. Not thread-safe. */
final class ShareCounters {
    long queued;
    long started;
    long completed;
    long failed;
    long cancelled;
    long dropped;
    long cpuIntensive;
    long cmWakeup;
    long delayNanos;
    long repatriated;
    long mayday;
    long rescued;
    long moved;
    long missed;
    long worstLateNanos;
    long lent;
    final RunTimes times;

    ShareCounters() {
        this(null);
    }

    /** For a share whose CPU time somebody pays for. */
    ShareCounters(RunTimes.@Nullable CpuPayer payer) {
        this.times = new RunTimes(payer);
    }

    /** An item ended so long after its deadline. */
    void late(long nanos) {
        missed++;
        worstLateNanos = Math.max(worstLateNanos, nanos);
    }

    void add(ShareCounters other) {
        queued += other.queued;
        started += other.started;
        completed += other.completed;
        failed += other.failed;
        cancelled += other.cancelled;
        dropped += other.dropped;
        cpuIntensive += other.cpuIntensive;
        cmWakeup += other.cmWakeup;
        delayNanos += other.delayNanos;
        repatriated += other.repatriated;
        mayday += other.mayday;
        rescued += other.rescued;
        moved += other.moved;
        missed += other.missed;
        worstLateNanos = Math.max(worstLateNanos, other.worstLateNanos);
        lent += other.lent;
        times.add(other.times);
    }

    WorkqueueStats toStats(WorkqueueSpec spec, int maxActive, List<Integer> pools) {
        return new WorkqueueStats(
                spec.name(),
                spec.kernelFlags(),
                maxActive,
                spec.group() == null ? "" : spec.group().name(),
                started,
                completed,
                failed,
                queued,
                cancelled,
                cpuIntensive,
                cmWakeup,
                delayNanos,
                dropped,
                repatriated,
                mayday,
                rescued,
                moved,
                missed,
                worstLateNanos,
                lent,
                times.toTimes(),
                pools);
    }
}
