package io.kedge.bench.row;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Executes;

/** A task that does nothing but count that it has run: one store without a fence. */
final class Tally implements Runnable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final AtomicInteger ran = new AtomicInteger();   // written by whoever runs it: never two at once

    @Override
    public void run() {
        ran.setRelease(ran.getPlain() + 1);
    }

    int ran() {
        return ran.getAcquire();
    }

    /** Runs so many empty tasks, so that who runs them is there and has been compiled. */
    static void warmUp(Executes contender, int tasks) {
        Tally[] all = new Tally[tasks];
        for (int i = 0; i < tasks; i++) {
            all[i] = new Tally();
            contender.starter(all[i], Cpus.nth(i)).run();
        }
        awaitAll(all, 1);
    }

    /**
     * Waits until each of them has run so often.
     *
     * @throws IllegalStateException if that does not come true within a minute, or one has run more often
     */
    static void awaitAll(Tally[] all, int times) {
        long startNanos = System.nanoTime();
        long expected = (long) all.length * times;
        while (sum(all) < expected && System.nanoTime() - startNanos < PATIENCE_NANOS) {
            LockSupport.parkNanos(100_000);
        }
        if (!Arrays.stream(all).allMatch(one -> one.ran() == times)) {
            throw new IllegalStateException(sum(all) + " items ran where " + expected + " were handed in" + (sum(all) < expected ? "" : ", some of them twice"));
        }
    }

    private static long sum(Tally[] all) {
        return Arrays.stream(all).mapToLong(Tally::ran).sum();
    }
}
