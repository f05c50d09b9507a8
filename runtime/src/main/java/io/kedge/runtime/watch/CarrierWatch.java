package io.kedge.runtime.watch;

import io.kedge.runtime.linux.Probe;
import io.kedge.runtime.pool.Carrier;
import io.kedge.runtime.pool.Marks;

/**
 * What the tick remembers of one carrier between two looks.
 *
 * <p>A thread is taken for asleep when it is in state S or D on two looks in a row, in the same work, with an unchanged
 * CPU clock: one look alone is false in a third of all cases under an allocating load (DESIGN, "How the tick knows").
 */
final class CarrierWatch implements AutoCloseable {
    private final Carrier carrier;
    private final Probe probe;
    private long epoch = -1;
    private long cpuAtStartNanos;
    private long cpuAtLookNanos;
    private boolean asleepAtLook;
    private boolean blockedAtLook;

    CarrierWatch(Carrier carrier, Probe probe) {
        this.carrier = carrier;
        this.probe = probe;
    }

    /** Looks once, and acts on the pool if the carrier makes no progress. */
    void look(Marks pool, HogPace pace, HogReports reports) {
        long epochNow = carrier.epoch();
        long cpuNanos = probe.cpuNanos();
        if (epochNow != epoch) {
            epoch = epochNow;
            cpuAtStartNanos = cpuNanos;
            cpuAtLookNanos = cpuNanos;
            asleepAtLook = false;
            blockedAtLook = false;
            return;
        }
        if (blockedAtLook && cpuNanos == cpuAtLookNanos) {
            return;   // it sleeps on: of many, all but one or two do
        }
        boolean asleep = cpuNanos == cpuAtLookNanos && isAsleep(probe.state());   // the state costs more to read than the clock
        boolean blocked = pool.isBlocked(carrier, epoch);
        if (blocked) {
            if (!asleep) {
                pool.seenRunning(carrier, epoch);
            }
        } else if (asleep && asleepAtLook) {
            pool.handOffSleeper(carrier, epoch);
        } else if (cpuNanos - cpuAtStartNanos >= pace.thresholdNanos(pool.hogs())) {
            reports.violated(pool.handOffHog(carrier, epoch));
        }
        cpuAtLookNanos = cpuNanos;
        asleepAtLook = asleep;
        blockedAtLook = blocked && asleep;
    }

    private static boolean isAsleep(char state) {
        return state == 'S' || state == 'D';
    }

    @Override
    public void close() {
        probe.close();
    }
}
