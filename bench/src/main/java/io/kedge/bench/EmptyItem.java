package io.kedge.bench;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Queue and run an item that does nothing: one producer, bound to one CPU, one consumer, bound to another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {
    "--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
public class EmptyItem {
    private static final int BATCH = 1000;

    private final Bell bell = new Bell();
    private final Cmwq cmwq = Cmwq.start();
    private final Workqueue workqueue = cmwq.workqueue("bench").percpu().create();
    private final Work[] items = IntStream.range(0, BATCH).mapToObj(this::item).toArray(Work[]::new);
    private final Runnable[] tasks = IntStream.range(0, BATCH).mapToObj(this::task).toArray(Runnable[]::new);
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());

    @Setup
    public void bind() {
        executor.execute(() -> Cpus.bindTo(Cpus.runner()));
        Cpus.bindTo(Cpus.submitter());
    }

    @TearDown
    public void close() {
        cmwq.close();
        executor.shutdown();
    }

    /** Queues a batch, waits for its last item. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void kedge() {
        bell.arm(Thread.currentThread());
        int cpu = Cpus.runner();
        for (Work item : items) {
            workqueue.queueOn(cpu, item);
        }
        bell.await();
    }

    /** The same on a ThreadPoolExecutor with one thread. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void threadPoolExecutor() {
        bell.arm(Thread.currentThread());
        for (Runnable task : tasks) {
            executor.execute(task);
        }
        bell.await();
    }

    private Work item(int index) {
        return Cmwq.work(task(index));
    }

    private Runnable task(int index) {
        return index == BATCH - 1 ? bell::ring : () -> { };
    }
}
