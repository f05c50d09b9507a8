package io.kedge.runtime.blocking;

import java.time.Duration;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.OsThreads;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * One CPU's pool. Cast: the <em>blocker</em>, which blocks until the test releases it, and the <em>successor</em>, queued
 * behind it on the same CPU.
 */
final class Scene {
    /** How long an item blocks if a defect keeps the test from releasing it. */
    static final Duration LONG = Duration.ofSeconds(EngineExtension.DEADLINE_SECONDS);

    final Cmwq cmwq;
    final int cpu;
    final Workqueue queue;
    private final Gate entered = new Gate();
    private final Gate ended = new Gate();
    private final Gate successorWaits = new Gate();
    private volatile @Nullable Thread worker;

    Scene(Cmwq cmwq) {
        this(cmwq, "scene");
    }

    Scene(Cmwq cmwq, String queueName) {
        this.cmwq = cmwq;
        this.cpu = cmwq.cpus().nextSetBit(0);
        this.queue = cmwq.workqueue(queueName).percpu().create();
    }

    /** Called first by the blocker: tells the test that it runs, and on which thread. */
    void enter() {
        worker = Thread.currentThread();
        entered.open();
    }

    /** Called by the blocker: goes on, without sleeping, when the successor is queued. */
    void spinUntilSuccessorWaits() {
        spinUntil(successorWaits);
    }

    /** Called by an item: computes until the gate is open, or until a deadline that only a defect reaches. */
    static void spinUntil(Gate gate) {
        long startNanos = System.nanoTime();
        while (!gate.isOpen() && System.nanoTime() - startNanos < LONG.toNanos()) {
            Thread.onSpinWait();
        }
    }

    /** Called last by the blocker. */
    void leave() {
        ended.open();
    }

    boolean hasEnded() {
        return ended.isOpen();
    }

    void awaitEnd() {
        ended.pass();
    }

    /** Queues the blocker; returns when it runs. */
    void start(Runnable blocker) {
        queue.queueOn(cpu, Cmwq.work(blocker));
        entered.pass();
    }

    /** {@return the blocker's thread; it must have entered} */
    Thread worker() {
        return requireNonNull(worker, "the blocker has not entered");
    }

    /** {@return the blocker's thread, once its JDK state says that it waits} */
    Thread awaitParked() {
        Thread thread = worker();
        Await.until(() -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        }, thread::getState);
        return thread;
    }

    /** Lets the blocker stop spinning. */
    void successorIsQueued() {
        successorWaits.open();
    }

    /** As {@link #successorRuns()}, then releases the blocker, also if the successor did not run. */
    void successorRuns(Runnable release) {
        try {
            successorRuns();
        } finally {
            release.run();
        }
        awaitEnd();
    }

    /** Queues a successor; returns when it has run. The blocker must be inside still. */
    void successorRuns() {
        Gate ran = new Gate();
        queue.queueOn(cpu, Cmwq.work(ran::open));
        successorIsQueued();
        ran.pass();
        assertFalse(hasEnded(), "the successor ran only after the blocker had ended");
    }

    PoolStats pool() {
        return cmwq.snapshot().pools().stream()
                .filter(pool -> pool.name().equals("kcpu/" + cpu))
                .findFirst()
                .orElseThrow();
    }

    WorkqueueStats stats() {
        return stats(queue);
    }

    WorkqueueStats stats(Workqueue of) {
        return cmwq.snapshot().workqueues().stream()
                .filter(stats -> stats.name().equals(of.name()))
                .findFirst()
                .orElseThrow();
    }

    long handOffs() {
        PoolStats pool = pool();
        return pool.handOffsNative() + pool.handOffsHog() + pool.handOffsBracket();
    }

    void assertNoHandOff() {
        assertEquals(0, handOffs(), () -> "the worker left its carrier by itself, without a hand-off: " + pool());
        assertEquals(1, pool().carriers(), () -> "one carrier served both items: " + pool());
        Await.until(() -> OsThreads.named("kcpu/").size() == 1, () -> OsThreads.named("kcpu/"));   // some end with another test
    }

    /** The blocker is inside, and not counted as runnable; nor is anybody else, once the successor has ended. */
    void assertNobodyIsCounted() {
        Await.until(() -> pool().idle() == pool().workers() - 1, this::pool);
        assertEquals(0, pool().running(), () -> "the blocker is not counted: " + pool());
    }
}
