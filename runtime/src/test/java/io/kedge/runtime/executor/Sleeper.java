package io.kedge.runtime.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;

/** A task that sleeps until it is woken or interrupted, and says which. */
final class Sleeper implements Runnable, Callable<String> {
    final Gate asleep = new Gate();
    final Gate interrupted = new Gate();
    private final CountDownLatch woken = new CountDownLatch(1);

    void wake() {
        woken.countDown();
    }

    @Override
    public String call() {
        asleep.open();
        try {
            return woken.await(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS) ? "woken" : "forgotten";
        } catch (InterruptedException expected) {
            interrupted.open();
            return "interrupted";
        }
    }

    @Override
    public void run() {
        call();
    }

    /** Sleeps on, whatever happens, until it is woken. */
    void runToTheEnd() {
        asleep.open();
        boolean awake = false;
        while (!awake) {
            try {
                awake = woken.await(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException ignoredByThisTask) {
                interrupted.open();
            }
        }
    }
}
