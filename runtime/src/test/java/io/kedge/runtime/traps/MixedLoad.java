package io.kedge.runtime.traps;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Blocking;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Workqueue;

/**
 * A load of all kinds on every pool: items that sleep, contend, compute, yield, are announced as blocking, start late and
 * queue others. Prints how many ran, then what the engine has to do without.
 */
final class MixedLoad {
    private static final int ROUNDS = 60;
    private static final long SHORT_NANOS = 1_000_000;

    private final AtomicInteger ran = new AtomicInteger();
    private final Object monitor = new Object();

    private MixedLoad() { }

    public static void main(String[] arguments) throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            int queued = new MixedLoad().run(cmwq);
            System.out.println("ran " + queued + " of " + queued);
            cmwq.snapshot().degraded().forEach(lack -> System.out.println("degraded " + lack.replaceAll(":.*", "")));
        }
    }

    private int run(Cmwq cmwq) throws InterruptedException {
        List<Workqueue> queues = List.of(
                cmwq.workqueue("normal").percpu().maxActive(8).create(),
                cmwq.workqueue("high").percpu().highPriority().create(),
                cmwq.workqueue("intensive").percpu().cpuIntensive().create(),
                cmwq.workqueue("unbound").unbound().create(),
                cmwq.workqueue("ordered").ordered().create());
        List<Runnable> kinds = List.of(
                () -> LockSupport.parkNanos(SHORT_NANOS),
                () -> compute(SHORT_NANOS),
                () -> compute(15 * SHORT_NANOS),
                this::contend,
                Thread::yield,
                MixedLoad::announced,
                () -> queues.getFirst().queue(Cmwq.work(ran::incrementAndGet)));
        int queued = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Runnable kind = kinds.get(round % kinds.size());
            for (Workqueue queue : queues) {
                queue.queue(Cmwq.work(() -> count(kind)));
                DelayedWork late = Cmwq.delayedWork(() -> count(kind));
                queue.queueDelayed(late, Duration.ofMillis(round % 5));
                queued += kind == kinds.getLast() ? 4 : 2;
            }
        }
        while (ran.get() < queued) {
            LockSupport.parkNanos(SHORT_NANOS);
        }
        return queued;
    }

    private void count(Runnable kind) {
        kind.run();
        ran.incrementAndGet();
    }

    private void contend() {
        synchronized (monitor) {
            LockSupport.parkNanos(SHORT_NANOS);
        }
    }

    private static void announced() {
        try {
            Blocking.call(() -> {
                LockSupport.parkNanos(SHORT_NANOS);
                return null;
            });
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void compute(long nanos) {
        long startNanos = System.nanoTime();
        while (System.nanoTime() - startNanos < nanos) {
            Thread.onSpinWait();
        }
    }
}
