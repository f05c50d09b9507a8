package io.kedge.bench.row;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

import io.kedge.bench.Bell;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Workqueue;

/** More and more items whose timers run. */
final class MoreDelayed extends Growth {
    private static final Duration[] DELAYS = delays(300);
    private static final Duration[] SOONER = delays(100);
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final Duration LATER = Duration.ofSeconds(1_000);

    MoreDelayed() {
        super("growth-delayed", "How cost grows with the pending delayed items", "1 to 1,000,000 items are armed for different times, armed"
                + " for later, for sooner, and cancelled. Costs are an item, its caller's and the timer thread's, which is waited for; for"
                + " armed-for-later there is nothing to wait for.", "pending delayed items", 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000);
    }

    @Override
    void once(int size, Curve curve) {
        try (Cmwq cmwq = Cmwq.start()) {
            Workqueue workqueue = cmwq.workqueue("growth").percpu().create();
            Tally never = new Tally();
            curve.weigh();
            DelayedWork[] items = new DelayedWork[size];
            Arrays.setAll(items, i -> Cmwq.delayedWork(never));
            Sentinel sentinel = new Sentinel(workqueue);
            sentinel.await();   // its carrier is there
            curve.start();
            for (int i = 0; i < size; i++) {
                workqueue.queueDelayed(items[i], DELAYS[i % DELAYS.length]);
            }
            sentinel.await();
            curve.took("arm one", size);
            awaitEntries(cmwq, size);
            curve.weighed("heap, an item with its entry", size);
            curve.start();
            for (DelayedWork item : items) {
                workqueue.modDelayed(item, LATER);
            }
            curve.took("arm for later", size);
            for (int i = 0; i < size; i++) {
                workqueue.modDelayed(items[i], SOONER[i % SOONER.length]);
            }
            sentinel.await();
            curve.took("arm for sooner", size);
            for (DelayedWork item : items) {
                item.cancel();
            }
            sentinel.await();
            curve.took("cancel one", size);
            awaitEntries(cmwq, 0);
            Tally.awaitAll(new Tally[] {never}, 0);
        }
    }

    /** The timer thread counts them when it has done its turn, which wakes us. */
    private static void awaitEntries(Cmwq cmwq, int entries) {
        long startNanos = System.nanoTime();
        while (cmwq.snapshot().delayedItems() != entries) {
            if (System.nanoTime() - startNanos > PATIENCE_NANOS) {
                throw new IllegalStateException("the timer holds " + cmwq.snapshot().delayedItems() + " entries, not " + entries);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /** Between one time and a time and a half, in no order. */
    private static Duration[] delays(int seconds) {
        SplittableRandom random = new SplittableRandom(seconds);
        Duration[] some = new Duration[65_536];
        Arrays.setAll(some, i -> Duration.ofNanos(random.nextLong(seconds * 1_000_000_000L, seconds * 1_500_000_000L)));
        return some;
    }

    /** Has run when the timer thread has done all that was asked of it before. */
    private static final class Sentinel {
        private final Workqueue workqueue;
        private final Bell bell = new Bell();
        private final DelayedWork item = Cmwq.delayedWork(bell::ring);

        Sentinel(Workqueue workqueue) {
            this.workqueue = workqueue;
        }

        void await() {
            bell.arm(Thread.currentThread());
            workqueue.queueDelayed(item, Duration.ofNanos(1));
            bell.await();
        }
    }
}
