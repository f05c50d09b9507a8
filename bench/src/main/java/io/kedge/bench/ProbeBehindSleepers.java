package io.kedge.bench;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long a probe waits behind 32 items that sleep 100 ms each: all on one bound pool, or on a thread per CPU. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 4)
@Fork(value = 5, jvmArgsAppend = {
    "--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
public class ProbeBehindSleepers {
    private static final int SLEEPERS = 32;

    @Param({"JAVA", "NATIVE", "NATIVE_FUNCTIONS"})
    private Sleepers sleep = Sleepers.JAVA;

    private final Bell bell = new Bell();
    private final Cmwq cmwq = Cmwq.start();
    private final Workqueue workqueue = cmwq.workqueue("bench").percpu().create();
    private final ExecutorService executor = Executors.newFixedThreadPool(Cpus.count());
    private List<Runnable> sleepers = List.of();

    @Setup(Level.Invocation)
    public void makeSleepers() {
        bell.arm(Thread.currentThread());
        sleepers = Stream.generate(sleep::next).limit(SLEEPERS).toList();
    }

    /** Lets what still sleeps end: the fixed pool's probe comes last, with at most one sleeper beside it per thread. */
    @TearDown(Level.Invocation)
    public void settle() throws InterruptedException {
        workqueue.flush();
    }

    @TearDown
    public void close() {
        cmwq.close();
        executor.close();
    }

    @Benchmark
    public void kedge() {
        int cpu = Cpus.runner();
        for (Runnable sleeper : sleepers) {
            workqueue.queueOn(cpu, Cmwq.work(sleeper));
        }
        workqueue.queueOn(cpu, Cmwq.work(bell::ring));
        bell.await();
    }

    /** As many threads as CPUs. */
    @Benchmark
    public void fixedThreadPool() {
        sleepers.forEach(executor::execute);
        executor.execute(bell::ring);
        bell.await();
    }
}
