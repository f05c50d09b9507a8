package io.kedge.runtime.blocking;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Blocking;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;

import static java.lang.foreign.ValueLayout.JAVA_INT;

/** Fills the heap while an engine has idle workers and carriers, then asks it for more of them. */
final class FullHeap {
    private static final int BURST = 8;
    private static final int CHUNK_BYTES = 200_000;
    private static final double FULL = 0.88;
    private static final int LOOKS = 1_000;
    private static final long LOOK_NANOS = 5_000_000;

    private FullHeap() { }

    public static void main(String... args) throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            Workqueue queue = cmwq.workqueue("native").percpu().create();
            burst(cmwq, queue);
            PoolStats before = pool(cmwq);
            List<byte[]> kept = fillTheHeap();
            PoolStats after = awaitSqueezed(cmwq);
            System.out.println("squeezed: workers " + (after.squeezedWorkers() > 0 && before.workers() > 2)
                    + ", carriers " + (after.squeezedCarriers() > 0 && before.carriers() > 2));
            int most = burst(cmwq, queue);
            System.out.println("braked " + (pool(cmwq).brakedCarriers() > 0) + ", at most " + most + " carriers, all ran");
            if (kept.isEmpty()) {
                throw new AssertionError("nothing was kept");
            }
        }
    }

    /** Runs items that hold their carriers. @return the largest number of carriers there was */
    private static int burst(Cmwq cmwq, Workqueue queue) throws InterruptedException {
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < BURST; i++) {
            queue.queueOn(cmwq.cpus().nextSetBit(0), Cmwq.work(work -> Blocking.call(() -> {
                usleep(100_000);
                return most.accumulateAndGet(pool(cmwq).carriers(), Math::max);
            })));
        }
        queue.flush();
        return most.get();
    }

    private static PoolStats awaitSqueezed(Cmwq cmwq) {
        PoolStats now = pool(cmwq);
        for (int looks = 0; looks < LOOKS && (now.workers() > 2 || now.carriers() > 1); looks++) {
            System.gc();   // the engine may have begun to watch after the heap was full
            LockSupport.parkNanos(LOOK_NANOS);
            now = pool(cmwq);
        }
        return now;
    }

    /** Blocks the OS thread for so long. */
    @SuppressWarnings("restricted")   // what this class is for
    private static void usleep(int micros) {
        Linker linker = Linker.nativeLinker();
        try {
            MethodHandle usleep = linker.downcallHandle(
                    linker.defaultLookup().find("usleep").orElseThrow(), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
            int ignored = (int) usleep.invokeExact(micros);
        } catch (Throwable impossible) {
            throw new AssertionError("usleep threw", impossible);
        }
    }

    private static List<byte[]> fillTheHeap() {
        MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.isUsageThresholdSupported() && pool.getName().contains("Tenured")).findFirst().orElseThrow();
        List<byte[]> kept = new ArrayList<>();
        do {
            for (int i = 0; i < 5; i++) {
                kept.add(new byte[CHUNK_BYTES]);
            }
            System.gc();
        } while (old.getCollectionUsage().getUsed() < FULL * old.getCollectionUsage().getMax());
        return kept;
    }

    private static PoolStats pool(Cmwq cmwq) {
        return cmwq.snapshot().pools().getFirst();
    }
}
