package io.kedge.bench.mix;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;

import io.kedge.bench.Cpus;
import io.kedge.bench.contender.EnhancedQueue;
import io.kedge.bench.contender.Executes;
import io.kedge.bench.contender.KotlinScheduler;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;

/** Who runs the mixed load. */
public enum MixContender {
    /** A bound workqueue; its carriers are called kcpu/N. */
    KEDGE("kcpu/", "Kedge, bound workqueue"),
    FORK_JOIN("peer", "ForkJoinPool, as many as CPUs"),
    FIXED("peer", "fixed pool, as many as CPUs"),
    CACHED("peer", "cached pool"),
    ENHANCED("peer", "EnhancedQueueExecutor, as in Quarkus"),
    KOTLIN("peer", "CoroutineScheduler, told that tasks block"),
    VIRTUAL("ForkJoinPool-1-", "virtual threads of the JDK");

    final String threads;   // how the names of its threads begin, as the kernel has them
    final String title;

    MixContender(String threads, String title) {
        this.threads = threads;
        this.title = title;
    }

    /** What takes items, until it is closed. */
    interface Runner extends AutoCloseable {
        /** {@return what starts the item once, at once or when its turn comes; to be called again when it has run} */
        Runnable starterOf(Runnable item, int number);

        /** What it knows of itself. */
        default String ownFigures() {
            return "";
        }

        @Override
        void close();
    }

    Runner start() {
        ThreadFactory named = Thread.ofPlatform().name("peer").factory();
        return switch (this) {
            case KEDGE -> new Engine(Cmwq.start());
            case FORK_JOIN -> new Peer(new ForkJoinPool(Cpus.count(), pool -> {
                var worker = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                worker.setName("peer");
                return worker;
            }, null, true));
            case FIXED -> new Peer(Executors.newFixedThreadPool(Cpus.count(), named));
            case CACHED -> new Peer(Executors.newCachedThreadPool(named));
            case ENHANCED -> new OfRows(EnhancedQueue.asInQuarkus());
            case KOTLIN -> new OfRows(KotlinScheduler.of(Cpus.count()));
            case VIRTUAL -> new Peer(Executors.newVirtualThreadPerTaskExecutor());
        };
    }

    private record Peer(ExecutorService executor) implements Runner {
        @Override
        public Runnable starterOf(Runnable item, int number) {
            return () -> executor.execute(item);
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    /** Any of its tasks may block. */
    private record OfRows(Executes contender) implements Runner {
        @Override
        public Runnable starterOf(Runnable item, int number) {
            return contender.blockingStarter(item, number % Cpus.count());
        }

        @Override
        public void close() {
            contender.close();
        }
    }

    /** Every item stays on the CPU it began on, as a driver's would. */
    private static final class Engine implements Runner {
        private final Cmwq cmwq;
        private final Workqueue workqueue;
        private final List<Integer> cpus;

        Engine(Cmwq cmwq) {
            this.cmwq = cmwq;
            this.workqueue = cmwq.workqueue("mix").percpu().create();
            this.cpus = cmwq.cpus().stream().boxed().toList();
        }

        @Override
        public Runnable starterOf(Runnable item, int number) {
            Work work = Cmwq.work(item);
            int cpu = cpus.get(number % cpus.size());
            return () -> workqueue.queueOn(cpu, work);
        }

        @Override
        public String ownFigures() {
            List<PoolStats> used = cmwq.snapshot().pools().stream()
                    .filter(pool -> pool.cpu() >= 0 && pool.mounts() > 0)
                    .toList();
            return String.format(Locale.ROOT, "hand-offs: %d native, %d hog, %d of them false; surplus: at most %d, %d ms",
                    used.stream().mapToLong(PoolStats::handOffsNative).sum(),
                    used.stream().mapToLong(PoolStats::handOffsHog).sum(),
                    used.stream().mapToLong(PoolStats::falseHandOffs).sum(),
                    used.stream().mapToInt(PoolStats::surplusMost).max().orElse(0),
                    used.stream().mapToLong(PoolStats::surplusMicros).sum() / 1_000);
        }

        @Override
        public void close() {
            cmwq.close();
        }
    }
}
