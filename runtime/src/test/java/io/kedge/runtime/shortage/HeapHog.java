package io.kedge.runtime.shortage;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.ThreadMXBean;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/**
 * Fills the heap to the last bytes, then queues items that allocate nothing: on a pool that never had a thread, and on one
 * that has worked before. Empties the heap again.
 */
final class HeapHog {
    private static final int ITEMS = 20;
    private static final int LARGEST = 1 << 16;
    /** What threads that end for want of memory may give back; a carrier and its worker need more. */
    private static final int HARDLY_ANY_REFERENCES = 1 << 12;
    private static final int QUIET_LOOKS = 5;
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LOOK_NANOS = 100_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long CHANCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static volatile int ran;
    private static volatile int rescued;
    private static @Nullable Object kept;   // a chain: nothing else is needed to keep what fills the heap

    private HeapHog() { }

    @SuppressWarnings("try")   // the log only keeps what is said from the output
    public static void main(String... args) throws InterruptedException {
        try (EngineLog log = new EngineLog();
                Cmwq cmwq = Cmwq.builder().idleTimeout(Duration.ofSeconds(2)).start()) {
            Workqueue valves = cmwq.workqueue("valves").percpu().memReclaim().create();
            Workqueue high = cmwq.workqueue("high").percpu().highPriority().create();
            Work[] works = new Work[ITEMS];
            WorkFunction count = HeapHog::count;
            for (int i = 0; i < ITEMS; i++) {
                works[i] = Cmwq.work(count);
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long rescuer = idOf("kworker/R-valve");
            long before = threads.getThreadAllocatedBytes(rescuer);
            Work worked = Cmwq.work(count);
            high.queue(worked);
            worked.flush();
            ran = 0;

            fillForGood();
            boolean all = queueAndAwait(valves, works);
            int byRescuer = rescued;
            boolean stillFull = isStillFull();
            high.queue(worked);   // its worker may end for want of memory, but not its pool
            boolean regular = await(ITEMS + 1, CHANCE_NANOS);
            long allocated = threads.getThreadAllocatedBytes(rescuer) - before;
            empty();

            System.out.println("ran " + all + ", rescued " + byRescuer + " of " + ITEMS + ", heap still full " + stillFull
                    + ", the rescuer allocated " + allocated + " bytes, regular " + regular);
            for (int i = 0; i < ITEMS; i++) {
                valves.queue(works[i]);
                high.queue(Cmwq.work(count));
            }
            valves.flush();
            high.flush();
            Quiet.await(cmwq);
            System.out.println("minimal");
        }
        System.out.println("closed");
    }

    /** What an item does. */
    @SuppressWarnings("NonAtomicVolatileUpdate")   // one after the other
    private static void count(Work work) {
        rescued += Cmwq.isRescuer() ? 1 : 0;
        ran++;
    }

    private static boolean queueAndAwait(Workqueue queue, Work[] works) {
        for (int i = 0; i < works.length; i++) {
            queue.queue(works[i]);
        }
        return await(works.length, PATIENCE_NANOS);
    }

    /** Not by the number of looks: each takes as long as the collections of the full heap that others ask for meanwhile. */
    private static boolean await(int number, long nanos) {
        long startNanos = System.nanoTime();
        while (ran < number && System.nanoTime() - startNanos < nanos) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return ran == number;
    }

    /** {@return whether there is hardly any room: nobody has given back more than an ended thread does} Fills it again. */
    static boolean isStillFull() {
        return fill() < HARDLY_ANY_REFERENCES;
    }

    /**
     * Takes what is left in ever smaller pieces.
     *
     * @return references taken
     */
    static int fill() {
        int taken = 0;
        for (int size = LARGEST; size > 0; size /= 2) {
            while (takes(size)) {
                taken += size;
            }
        }
        return taken;
    }

    /** Fills until nobody gives anything back any more: when memory is short the engine lets idle threads go, now or a moment later. */
    private static void fillForGood() {
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            quiet = fill() == 0 ? quiet + 1 : 0;
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    static void empty() {
        kept = null;
    }

    private static boolean takes(int size) {
        try {
            @Nullable Object[] piece = new @Nullable Object[size];
            piece[0] = kept;
            kept = piece;
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }

    private static long idOf(String name) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(name))
                .findFirst().orElseThrow().threadId();
    }
}
