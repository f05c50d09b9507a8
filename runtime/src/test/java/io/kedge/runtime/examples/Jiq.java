package io.kedge.runtime.examples;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;

/**
 * "Just in queue", after the sample of Linux Device Drivers: an item that queues itself on the shared workqueue, at once or
 * with a delay, and notes each time when and where it ran.
 */
public final class Jiq {
    private static final int TIMES = 5;

    private final Cmwq cmwq;
    private final long startNanos = System.nanoTime();
    private final List<String> lines = new CopyOnWriteArrayList<>(List.of("    time  delta  worker"));
    private final CountDownLatch ended = new CountDownLatch(TIMES);
    private long lastNanos = startNanos;

    private Jiq(Cmwq cmwq) {
        this.cmwq = cmwq;
    }

    /** {@return the notes of runs that follow each other as fast as the queue goes} */
    public static List<String> shared(Cmwq cmwq) throws InterruptedException {
        Jiq jiq = new Jiq(cmwq);
        cmwq.schedule(Cmwq.work(jiq::noteAndSchedule));
        return jiq.await();
    }

    /** {@return the notes of runs that follow each other after a delay} */
    public static List<String> delayed(Cmwq cmwq, Duration delay) throws InterruptedException {
        Jiq jiq = new Jiq(cmwq);
        cmwq.scheduleDelayed(Cmwq.delayedWork(self -> jiq.noteAndScheduleDelayed((DelayedWork) self, delay)), delay);
        return jiq.await();
    }

    private void noteAndSchedule(Work self) {
        if (note()) {
            cmwq.schedule(self);   // queued again from its own function: one more run, after this one
        }
    }

    private void noteAndScheduleDelayed(DelayedWork self, Duration delay) {
        if (note()) {
            cmwq.scheduleDelayed(self, delay);
        }
    }

    /** {@return whether it shall run again} Runs do not overlap, so that its fields need no lock. */
    private boolean note() {
        long nowNanos = System.nanoTime();
        lines.add(String.format(Locale.ROOT, "%8.3f %6.3f  %s",
                (nowNanos - startNanos) / 1e6, (nowNanos - lastNanos) / 1e6, Thread.currentThread().getName()));
        lastNanos = nowNanos;
        boolean again = ended.getCount() > 1;
        ended.countDown();
        return again;
    }

    private List<String> await() throws InterruptedException {
        ended.await();
        return lines;
    }

    /** Prints both, in milliseconds. */
    public static void main(String[] args) throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            shared(cmwq).forEach(System.out::println);
            delayed(cmwq, Duration.ofMillis(10)).forEach(System.out::println);
        }
    }
}
