package io.kedge.bench.mix;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.kedge.bench.Cpus;
import io.kedge.bench.Usleep;

/**
 * Items that compute, sleep in Java or sleep in native code, and start themselves again: as many at any time, for as
 * long as told. Every 10 ms a probe asks how long it takes until something new starts. The main class of a JVM of its
 * own: it says when it is warm, and what came of it at the end.
 */
final class MixLoad {
    static final String READY = "ready";
    static final String DONE = "done ";
    static final int ITEMS_PER_CPU = 24;

    private static final long MOST_WARM_UP_SECONDS = 3;
    private static final long PROBE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final MixContender.Runner runner;
    private final long[] askedNanos;
    private final AtomicLongArray startedNanos;   // 0: not yet
    private final long warmUpNanos;
    private final LongAdder runs = new LongAdder();
    private volatile boolean over;

    private MixLoad(MixContender.Runner runner, long seconds) {
        this.runner = runner;
        this.warmUpNanos = TimeUnit.SECONDS.toNanos(Math.min(MOST_WARM_UP_SECONDS, seconds));
        int probes = (int) (TimeUnit.SECONDS.toNanos(seconds) / PROBE_EVERY_NANOS);
        this.askedNanos = new long[probes];
        this.startedNanos = new AtomicLongArray(probes);
    }

    /** Arguments: the contender, seconds. */
    public static void main(String[] args) {
        long seconds = Long.parseLong(args[1]);
        try (MixContender.Runner runner = MixContender.valueOf(args[0]).start()) {
            new MixLoad(runner, seconds).run();
        }
        Runtime.getRuntime().halt(0);   // whoever still sleeps
    }

    private void run() {
        for (int number = 0; number < ITEMS_PER_CPU * Cpus.count(); number++) {
            new Item(number).start();
        }
        LockSupport.parkNanos(warmUpNanos);
        System.out.println(READY);
        long runsBefore = runs.sum();
        long startNanos = System.nanoTime();
        for (int probe = 0; probe < askedNanos.length; probe++) {
            ask(probe);
            LockSupport.parkNanos(startNanos + (probe + 1) * PROBE_EVERY_NANOS - System.nanoTime());
        }
        double ran = (runs.sum() - runsBefore) * 1e9 / (System.nanoTime() - startNanos);
        System.out.println(DONE + String.format(Locale.ROOT, "%.0f %s %s", ran, latencies(), runner.ownFigures()).strip());
        over = true;
    }

    private void ask(int probe) {
        Runnable starter = runner.starterOf(() -> startedNanos.set(probe, System.nanoTime()), probe);
        askedNanos[probe] = System.nanoTime();
        starter.run();
    }

    /** {@return median, 99th percentile and largest, in ms; who has not started has waited until now} */
    private String latencies() {
        long nowNanos = System.nanoTime();
        long[] nanos = new long[askedNanos.length];
        for (int probe = 0; probe < nanos.length; probe++) {
            long started = startedNanos.get(probe);
            nanos[probe] = (started == 0 ? nowNanos : started) - askedNanos[probe];
        }
        Arrays.sort(nanos);
        return String.format(Locale.ROOT, "%.2f %.2f %.2f", millis(nanos, 0.50), millis(nanos, 0.99), millis(nanos, 1));
    }

    private static double millis(long[] sortedNanos, double share) {
        return sortedNanos[(int) Math.ceil(share * sortedNanos.length) - 1] / 1e6;
    }

    /** Of ten runs six compute for 100 to 300 microseconds, two sleep in Java and two in native code for 1 to 20 ms. */
    private final class Item implements Runnable {
        private final SplittableRandom random;
        private final Runnable starter;

        Item(int number) {
            random = new SplittableRandom(number);
            starter = runner.starterOf(this, number);
        }

        void start() {
            starter.run();
        }

        @Override
        public void run() {
            int kind = random.nextInt(10);
            if (kind < 6) {
                compute(TimeUnit.MICROSECONDS.toNanos(random.nextInt(100, 300)));
            } else if (kind < 8) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1_000, 20_000)));
            } else {
                Usleep.micros(random.nextInt(1_000, 20_000));
            }
            runs.increment();
            if (!over) {
                starter.run();
            }
        }

        private void compute(long nanos) {
            long startNanos = System.nanoTime();
            while (System.nanoTime() - startNanos < nanos) {
                Thread.onSpinWait();
            }
        }
    }
}
