package io.kedge.runtime.stress;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One item at a time, each awaited: a wake-up that gets lost is not made good by the next one. The gaps are chosen to hit
 * the moment in which the other side lies down. {@code -Dkedge.stress.seed} sets the seed.
 */
@Tag("stress")
@ExtendWith(EngineExtension.class)
class WakeUpsTest {
    private static final long SEED = Long.getLong("kedge.stress.seed", System.nanoTime());
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int SPINS_BEFORE_YIELDING = 2_000;
    private static final int LONELY_ITEMS = 100_000;
    private static final int SLEEPS = 40_000;
    private static final int MOVED_ITEMS = 20_000;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Complaints complaints = new Complaints();
    private final AtomicReference<@Nullable Thread> asleep = new AtomicReference<>();
    private volatile boolean over;

    /** The carrier goes idle just as the next item is queued. */
    @Test
    void anItemQueuedAsItsCarrierLiesDownRuns(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("stress").percpu().create();
        int cpu = cmwq.cpus().length() - 1;
        BookedItem item = BookedItem.of(queue, complaints, (own, ignored) -> { }, SEED);
        for (int number = 0; number < LONELY_ITEMS; number++) {
            item.accepted(queue.queueOn(cpu, item.work()));
            awaitSettled(item, number);
            Habits.spin(random.nextInt(20_000));
        }
    }

    /** The item's sleep ends before its carrier has noted it; more than one carrier may take it up again. */
    @Test
    void anItemWokenAsItFallsAsleepGoesOn(Cmwq cmwq) throws InterruptedException {
        Thread waker = Thread.ofPlatform().daemon().name("waker").start(this::wakeAtOnce);
        Workqueue queue = cmwq.workqueue("stress").unbound().create();
        BookedItem item = BookedItem.of(queue, complaints, (own, ignored) -> sleepUntilWoken(), SEED);
        BookedItem other = BookedItem.of(queue, complaints, (own, ignored) -> { }, SEED);
        for (int number = 0; number < SLEEPS; number++) {
            item.accepted(queue.queue(item.work()));
            Habits.spin(random.nextInt(3_000));
            other.accepted(queue.queue(other.work()));
            awaitSettled(item, number);
            awaitSettled(other, number);
        }
        over = true;
        waker.join();
        assertTrue(complaints.isEmpty(), () -> complaints + "; seed=" + SEED);
    }

    /** The timer fires just as the item is moved, or is taken back and armed anew. */
    @Test
    void aDelayedItemMovedAsItFiresRuns(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("stress").percpu().create();
        BookedItem item = BookedItem.delayed(queue, complaints, (own, ignored) -> { }, SEED);
        for (int number = 0; number < MOVED_ITEMS; number++) {
            item.accepted(queue.queueDelayed(item.delayedWork(), micros(60)));
            Habits.spin(random.nextInt(120_000));
            if (random.nextBoolean()) {
                item.accepted(!queue.modDelayed(item.delayedWork(), micros(60)));
            } else {
                item.takenBack(item.work().cancel());
                item.accepted(queue.queueDelayed(item.delayedWork(), micros(60)));
            }
            awaitSettled(item, number);
        }
    }

    private Duration micros(int bound) {
        return Duration.ofNanos(1_000L * (1 + random.nextInt(bound)));
    }

    private void sleepUntilWoken() {
        Thread own = Thread.currentThread();
        asleep.set(own);
        while (asleep.get() == own) {
            LockSupport.park(this);
        }
    }

    private void wakeAtOnce() {
        while (!over) {
            Thread sleeper = asleep.get();
            if (sleeper == null) {
                Thread.yield();
            } else {
                asleep.set(null);
                LockSupport.unpark(sleeper);
            }
        }
    }

    private void awaitSettled(BookedItem item, int number) {
        assertTrue(comesTrue(item::isSettled), () -> "item " + number + " was forgotten; seed=" + SEED + " " + item);
    }

    /** Looks all the time, so that what follows comes right after it; lets others have the CPU after a while. */
    private static boolean comesTrue(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        for (int look = 0; !condition.getAsBoolean(); look++) {
            if (look < SPINS_BEFORE_YIELDING) {
                Thread.onSpinWait();
            } else if (System.nanoTime() - startNanos > DEADLINE_NANOS) {
                return false;
            } else {
                Thread.yield();
            }
        }
        return true;
    }
}
