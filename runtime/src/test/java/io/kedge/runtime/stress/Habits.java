package io.kedge.runtime.stress;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Blocking;

/** What stressed items do: mostly nothing, at times something that sleeps, yields, computes or queues itself. */
final class Habits {
    private static final Object MONITOR = new Object();
    private static final int LONGEST_SLEEP_NANOS = 30_000;
    private static final long HOG_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

    private Habits() { }

    /** For every kind of workqueue. */
    static void mixed(BookedItem item, SplittableRandom random) throws Exception {
        int chance = random.nextInt(1024);
        if (chance < 96) {
            item.accepted(item.queue().queue(item.work()));
        } else if (chance < 104) {
            LockSupport.parkNanos(1 + random.nextInt(LONGEST_SLEEP_NANOS));
        } else if (chance < 112) {
            Thread.yield();
        } else if (chance < 116) {
            contend(random.nextInt(2_000));
        } else if (chance < 118) {
            Blocking.call(() -> {
                LockSupport.parkNanos(1 + random.nextInt(LONGEST_SLEEP_NANOS));
                return chance;
            });
        } else if (chance == 118) {
            Blocking.call(() -> chance);
        }
    }

    /** For CPU_INTENSIVE workqueues; once in a while for the others too, as a hog. */
    static void computing(BookedItem item, SplittableRandom random) throws Exception {
        spin(random.nextInt(1 << random.nextInt(12)));
        mixed(item, random);
    }

    static void mostlyMixed(BookedItem item, SplittableRandom random) throws Exception {
        if (random.nextInt(20_000) == 0) {
            spin(HOG_NANOS);
        }
        mixed(item, random);
    }

    static void spin(long nanos) {
        long startNanos = System.nanoTime();
        while (System.nanoTime() - startNanos < nanos) {
            Thread.onSpinWait();
        }
    }

    private static void contend(long nanos) {
        synchronized (MONITOR) {
            spin(nanos);
        }
    }
}
