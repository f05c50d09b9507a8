package io.kedge.runtime.shortage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;

/** Takes every thread that this process may have, gives an engine work, and gives the threads back. */
final class ThreadHog {
    private static final int ITEMS = 40;

    private ThreadHog() { }

    public static void main(String... args) throws InterruptedException {
        CountDownLatch starvation = new CountDownLatch(1);
        try (EngineLog log = new EngineLog(text -> {
            if (text.contains("starves")) {
                starvation.countDown();
            }
        });
                Cmwq cmwq = Cmwq.builder().idleTimeout(Duration.ofMillis(100)).start()) {
            Workqueue valves = cmwq.workqueue("valves").percpu().memReclaim().create();
            Workqueue plain = cmwq.workqueue("plain").percpu().create();
            CountDownLatch enough = new CountDownLatch(1);
            List<Thread> hogs = takeAllThreads(enough);
            refuseARescuer(cmwq);
            AtomicInteger rescued = new AtomicInteger();
            CountDownLatch plainRan = new CountDownLatch(ITEMS);
            for (int i = 0; i < ITEMS; i++) {
                plain.queue(Cmwq.work(plainRan::countDown));
                valves.queue(Cmwq.work(() -> rescued.addAndGet(Cmwq.isRescuer() ? 1 : 0)));
            }
            valves.flush();
            System.out.println("rescued " + rescued + " of " + ITEMS + ", plain ran " + (ITEMS - plainRan.getCount()));
            starvation.await();
            System.out.println("starvation was told " + log.complaints("starves").size() + " times, plain ran "
                    + (ITEMS - plainRan.getCount()));
            enough.countDown();
            for (Thread hog : hogs) {
                hog.join();
            }
            System.out.println("plain ran then: " + plainRan.await(30, TimeUnit.SECONDS));
            WorkqueueStats stats = cmwq.snapshot().workqueues().stream()
                    .filter(queue -> queue.name().equals("valves")).findFirst().orElseThrow();
            System.out.println("counted " + stats.rescued() + " rescued, mayday " + (stats.mayday() > 0));
            Quiet.await(cmwq);
            System.out.println("minimal");
        }
        System.out.println("closed");
    }

    private static void refuseARescuer(Cmwq cmwq) {
        try {
            cmwq.workqueue("late").percpu().memReclaim().create();
            System.out.println("a rescuer was made");
        } catch (IllegalStateException refused) {
            System.out.println(refused.getMessage());
        }
    }

    static List<Thread> takeAllThreads(CountDownLatch enough) {
        List<Thread> hogs = new ArrayList<>();
        try {
            for (;;) {
                Thread hog = new Thread(null, () -> awaitQuietly(enough), "hog", 64 * 1024);
                hog.start();
                hogs.add(hog);
            }
        } catch (OutOfMemoryError noMore) {
            System.out.println("no more threads after " + hogs.size());
        }
        return hogs;
    }

    private static void awaitQuietly(CountDownLatch enough) {
        try {
            enough.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
