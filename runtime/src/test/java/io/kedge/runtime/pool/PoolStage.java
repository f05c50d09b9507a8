package io.kedge.runtime.pool;

import java.util.BitSet;
import java.util.function.Consumer;

import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.linux.LinuxException;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** A pool without threads: whoever plays a carrier calls its steps, whoever plays a worker ends its items. */
public class PoolStage {
    /** A strand that only tells that it can be mounted; its worker is played by the caller. */
    record PlayedStrand(Strand.Owner owner) implements Strand {
        @Override
        public void start() {
            owner.runnable();
        }

        @Override
        public void mount() { }

        @Override
        public void yield() {
            owner.runnable();
        }

        @Override
        public @Nullable Left reset() {
            return null;
        }
    }

    /** One workqueue without limits. */
    private static final class OnlyShare implements Share {
        private final RunTimes times = new RunTimes();
        private int inFlight;   // L   queued and not ended
        private int woken;      // L   items started because the one before them fell asleep
        private int started;    // L
        private @Nullable Mayday mayday;   // written before the first item

        @Override
        public Object workqueue() {
            return this;
        }

        @Override
        public String workqueueName() {
            return "staged";
        }

        @Override
        public boolean bh() {
            return false;
        }

        @Override
        public boolean highPriority() {
            return false;
        }

        @Override
        public boolean ordered() {
            return false;
        }

        @Override
        public boolean cpuIntensive() {
            return false;
        }

        @Override
        public RunTimes times() {
            return times;
        }

        @Override
        public @Nullable Mayday mayday() {
            return mayday;
        }

        @Override
        public void calledRescuerLocked() { }

        @Override
        public void rescuedLocked() { }

        @Override
        public void takeInLocked(WorkItem item) {
            inFlight++;
            ((WorkerPool) requireNonNull(item.host(), "posted to no pool")).insertLocked(item, this, 0);
        }

        @Override
        public void startedLocked(long delayNanos) {
            started++;
        }

        @Override
        public void endedLocked(int colour, boolean failed) {
            inFlight--;
        }

        @Override
        public void lentLocked(WorkItem item, boolean first) { }

        @Override
        public void missedLocked(FunctionProfile function, long lateNanos) { }

        @Override
        public void takenOffLocked(WorkItem item, int colour, boolean wasActive) {
            inFlight--;
        }

        @Override
        public void afterUnlock() { }

        @Override
        public void wokeAnotherLocked() {
            woken++;
        }

        @Override
        public void repatriatedLocked() { }

        @Override
        public void foundCpuIntensiveLocked() { }
    }

    /** Nobody: carriers come when the stage says so. */
    public static class NoCrew implements Crew {
        @Override
        public void carrierWanted() { }

        @Override
        public void threadWanted() { }

        @Override
        public void workWaits() { }

        @Override
        public void tooManyIdle() { }

        @Override
        public void itemFailed(WorkItem item, Share share, Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public void itemLeft(FunctionProfile function, Share share, Strand.Left left) {
            throw new AssertionError("an item that does nothing left " + left);
        }

        @Override
        public void bhSlept(FunctionProfile function, Share share, StackTraceElement[] stack) {
            throw new AssertionError("nothing is BH here");
        }

        @Override
        public void carrierStrayed() { }

        @Override
        public void callbackFailed(Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    private static final Share ANY_SHARE = new OnlyShare();
    private static final BitSet CPU_0 = BitSet.valueOf(new long[] {1});

    private final OnlyShare share = new OnlyShare();
    private final int slots;
    public final WorkerPool pool;
    long nowNanos;
    Consumer<String> whenMadeAWorker = name -> { };   // called by the one that makes it, before it is there

    /** A bound pool with one slot if managed, else an unbound one with so many. */
    public PoolStage(boolean managed, int slots, Crew crew) {
        this.slots = slots;
        var engine = new PoolSpec.Engine(
                () -> nowNanos, this::makeStrand, PoolStage::noThread, crew);
        pool = new WorkerPool(new PoolSpec(0, "staged", managed ? 0 : -1, CPU_0, CPU_0, 0, slots, false), engine);
    }

    private Strand makeStrand(String name, Strand.Owner owner) {
        whenMadeAWorker.accept(name);
        return new PlayedStrand(owner);
    }

    private static CarrierRunner noThread(Station station, Body body, Consumer<LinuxException> refused) {
        throw new AssertionError("the stage makes its carriers itself");
    }

    final Carrier newCarrier() {
        Carrier carrier = new Carrier(pool);
        pool.carriers().arrived(carrier);
        return carrier;
    }

    /** Queues a new item. Any thread. */
    public final WorkItem queue() {
        WorkItem item = new WorkItem(work -> { });
        if (!item.claimForQueueing()) {
            throw new AssertionError("a new item is not idle");
        }
        pool.lock();
        try {
            share.inFlight++;
            pool.insertLocked(item, share, 0);
        } finally {
            pool.unlockAndWake();
        }
        return item;
    }

    /** Queues an item without the lock, if it can be. Any thread. */
    final boolean post(WorkItem item) {
        return pool.posts().post(item, share);
    }

    /** {@return a share that nothing is asked of} */
    static Share anyShare() {
        return ANY_SHARE;
    }

    /** The step of a carrier, up to the mount. */
    final Step step(Carrier carrier) {
        return pool.carriers().settleAndPick(carrier, false);
    }

    /** The worker that the carrier has mounted runs on to the end of its mount, as one whose items do nothing. */
    final void runToEndOfMount(Carrier carrier) {
        Worker worker = carrier.mounted;
        if (worker == null) {
            return;
        }
        WorkItem item;
        do {
            item = pool.next(worker);
        } while (item != null);
        worker.runnable();
    }

    /** Every carrier that was called, or is not idle, goes on until none is. One thread. */
    final void runAll(Carrier... carriers) {
        boolean some = true;
        while (some) {
            some = false;
            for (Carrier carrier : carriers) {
                if (!carrier.idle) {
                    some = true;
                    runToEndOfMount(carrier);
                    step(carrier);
                }
            }
        }
    }

    /** Its workqueue has this rescuer. */
    final void rescuedBy(Rescuer rescuer) {
        share.mayday = new Mayday(pool, share, rescuer);
    }

    /** {@return how many items were started, and how many have not ended} One thread. */
    final String startedAndInFlight() {
        return share.started + " started, " + share.inFlight + " in flight";
    }

    /** {@return how many items were started because the one before them fell asleep} One thread. */
    final int woken() {
        return share.woken;
    }

    /** {@return the books of a pool at rest, as one line} One thread. */
    final String books() {
        int free = 0;
        while (pool.concurrency.slots.acquire(new Carrier(pool))) {
            free++;
        }
        var stats = pool.stats();
        return "running=" + stats.running() + " busy=" + (stats.workers() - stats.idle())
                + " waiting=" + stats.waiting() + " in flight=" + share.inFlight + " slots held=" + (slots - free);
    }
}
