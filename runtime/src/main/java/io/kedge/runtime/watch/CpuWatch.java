package io.kedge.runtime.watch;

import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.kedge.runtime.pool.Hotplug;
import io.kedge.runtime.work.NanoClock;

/**
 * Notices that the process has lost a CPU, or got one back: the machine takes it offline, or somebody changes the process's
 * cpuset or mask ({@code AllowedCPUs=}, taskset). The kernel tells nobody, and an idle engine must not ask. So it looks
 * when the timer's thread is awake anyway, at most once a second; each second while work waits; and at once when a carrier
 * could not be bound to its CPU, or wakes up after more than a second and is bound to others.
 */
public final class CpuWatch {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Hotplug hotplug;              // C
    private final Supplier<BitSet> usable;      // C
    private final NanoClock clock;              // C
    private volatile boolean called;            // A
    private long lookedNanos;                   // who takes the turns
    private BitSet unknown = new BitSet();      // who takes the turns: usable CPUs without pools, as they were told last

    /** @param usable the CPUs that a thread of this process may use that nobody has bound; asked at each turn that looks */
    public CpuWatch(Hotplug hotplug, Supplier<BitSet> usable, NanoClock clock) {
        this.hotplug = hotplug;
        this.usable = usable;
        this.clock = clock;
        this.lookedNanos = clock.nowNanos();
    }

    /** A carrier could not be bound, or is not where it was: the next turn looks, and calls carriers home. Any thread. */
    public void call() {
        called = true;
    }

    /**
     * Looks, if it is time to. One thread only, which nobody has bound to a CPU.
     *
     * @param workWaits whether the next look shall not wait until somebody calls
     * @return nanoseconds until the next turn; {@link Long#MAX_VALUE}: whenever there is one
     */
    public long turn(boolean workWaits) {
        long nowNanos = clock.nowNanos();
        if (called || nowNanos - lookedNanos >= PERIOD_NANOS) {
            boolean strayed = called;
            called = false;
            lookedNanos = nowNanos;
            if (look() || strayed) {
                hotplug.callCarriersHome();
            }
        }
        return workWaits ? lookedNanos + PERIOD_NANOS - nowNanos : Long.MAX_VALUE;
    }

    /** @return whether CPUs with pools went or came */
    private boolean look() {
        BitSet now = usable.get();
        BitSet changed = hotplug.online();
        changed.xor(now);
        if (changed.isEmpty()) {
            return false;
        }
        BitSet present = hotplug.present();
        tellUnknown(minus(now, present));
        changed.and(present);
        if (!now.intersects(present)) {
            return false;   // threads run where the kernel lets them; there is no CPU whose pools could do better
        }
        // those that are back come first: one CPU must be online at any time
        changed.stream().filter(now::get).forEach(this::isBack);
        changed.stream().filter(cpu -> !now.get(cpu)).forEach(this::isGone);
        return !changed.isEmpty();
    }

    private void isBack(int cpu) {
        if (hotplug.online(cpu)) {
            LOG.log(Level.INFO, "CPU {0} is back: its pools run on it again", cpu);
        }
    }

    private void isGone(int cpu) {
        if (hotplug.offline(cpu)) {
            LOG.log(Level.WARNING, "CPU {0} is offline or not this process''s any more: what is queued there runs on {1},"
                    + " without concurrency management; bring it back, or give the process that CPU in its cpuset"
                    + " (AllowedCPUs=)", cpu, hotplug.online());
        }
    }

    private void tellUnknown(BitSet others) {
        if (!others.isEmpty() && !others.equals(unknown)) {
            LOG.log(Level.INFO, "this process may use the CPUs {0} now, for which the engine has no pools: start it again to"
                    + " have them used", others);
        }
        unknown = others;
    }

    private static BitSet minus(BitSet all, BitSet some) {
        BitSet left = (BitSet) all.clone();
        left.andNot(some);
        return left;
    }
}
