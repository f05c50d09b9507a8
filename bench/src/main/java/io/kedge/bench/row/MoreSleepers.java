package io.kedge.bench.row;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.kedge.bench.Bell;
import io.kedge.bench.Cpus;
import io.kedge.bench.figure.Unit;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;

/** More and more items that sleep in Java at the same time. */
final class MoreSleepers extends Growth {
    private static final int LIMIT = 2048;   // active items of a workqueue

    MoreSleepers() {
        super("growth-sleepers", "How cost grows with the sleeping items", "1 to 10,000 items of one CPU wait for the same latch, on as many"
                + " workqueues as it takes. Costs are an item: until all sleep, and from the latch until all have ended; and what one more"
                + " item takes behind them, queue and run, there and back.", "sleeping items", 1, 10, 100, 1_000, 10_000);
    }

    @Override
    void once(int size, Curve curve) throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            List<Workqueue> workqueues = Stream.generate(() -> cmwq.workqueue("growth").percpu().maxActive(LIMIT).create())
                    .limit(size / LIMIT + 2).toList();
            curve.weigh();
            CountDownLatch asleep = new CountDownLatch(size);
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(size);
            List<Work> items = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                items.add(Cmwq.work(work -> {
                    asleep.countDown();
                    gate.await();
                    ended.countDown();
                }));
            }
            double ignored = probeNanos(workqueues.getLast());   // its carrier is there
            curve.start();
            for (int i = 0; i < size; i++) {
                workqueues.get(i / LIMIT).queueOn(Cpus.runner(), items.get(i));
            }
            asleep.await();
            curve.took("put one to sleep", size);
            curve.add("one more behind them", Unit.NANOSECONDS, probeNanos(workqueues.getLast()));
            curve.weighed("heap, a sleeping item", size);
            curve.add("carriers", Unit.THREADS, cmwq.snapshot().pools().stream().mapToInt(PoolStats::carriers).sum());
            curve.start();
            gate.countDown();
            ended.await();
            curve.took("wake one", size);
        }
    }

    private static double probeNanos(Workqueue workqueue) {
        Bell bell = new Bell();
        Work probe = Cmwq.work(bell::ring);
        int times = 100;
        long startNanos = System.nanoTime();
        for (int i = 0; i < times; i++) {
            bell.arm(Thread.currentThread());
            workqueue.queueOn(Cpus.runner(), probe);
            bell.await();
        }
        return (System.nanoTime() - startNanos) / (double) times;
    }
}
