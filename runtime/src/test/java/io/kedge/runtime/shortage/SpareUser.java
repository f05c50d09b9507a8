package io.kedge.runtime.shortage;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/** An engine that has worked, and gets no thread when there is work again. */
final class SpareUser {
    private static final int ITEMS = 40;

    private SpareUser() { }

    public static void main(String... args) throws InterruptedException {
        try (Cmwq cmwq = Cmwq.builder().idleTimeout(Duration.ofMillis(100)).start()) {
            Workqueue plain = cmwq.workqueue("plain").percpu().create();
            Work first = Cmwq.work(() -> { });
            plain.queue(first);
            first.flush();
            Quiet.await(cmwq);
            System.out.println("kept " + isKept());
            CountDownLatch enough = new CountDownLatch(1);
            List<Thread> hogs = ThreadHog.takeAllThreads(enough);
            CountDownLatch ran = new CountDownLatch(ITEMS);
            int cpu = cmwq.cpus().nextSetBit(0);
            for (int i = 0; i < ITEMS; i++) {
                plain.queueOn(cpu, Cmwq.work(ran::countDown));
            }
            System.out.println("ran " + ran.await(30, TimeUnit.SECONDS) + ", kept " + isKept());
            enough.countDown();
            for (Thread hog : hogs) {
                hog.join();
            }
            Quiet.await(cmwq);
            plain.queue(first);
            first.flush();
            Quiet.await(cmwq);
            System.out.println("kept " + isKept());
        }
        System.out.println("closed, kept " + isKept());
    }

    private static boolean isKept() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("work-spare"));
    }
}
