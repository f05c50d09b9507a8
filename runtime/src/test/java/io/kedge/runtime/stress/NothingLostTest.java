package io.kedge.runtime.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Eight threads drive every kind of workqueue as hard as they can, with gaps about as long as a carrier needs to go
 * idle. The traffic follows from the seed, its interleaving does not; {@code -Dkedge.stress.seed} sets it, and
 * {@code -Dkedge.stress.items} how many items there are.
 */
@Tag("stress")
@ExtendWith(EngineExtension.class)
class NothingLostTest {
    private static final long SEED = Long.getLong("kedge.stress.seed", System.nanoTime());
    private static final long ITEMS = Long.getLong("kedge.stress.items", 2_000_000);
    private static final int SHARED_PER_QUEUE = 48;
    private static final int DELAYED_PER_SUBMITTER = 16;
    private static final int SUBMITTERS = 8;
    private static final long DEADLINE_SECONDS = 120 + ITEMS / 10_000;

    private final Complaints complaints = new Complaints();
    private final AtomicInteger insideOrdered = new AtomicInteger();
    private final Submitter.Quota quota = new Submitter.Quota(new AtomicLong(ITEMS), complaints);
    private final List<BookedItem> shared = new ArrayList<>();
    private final List<BookedItem> all = new ArrayList<>();
    private List<Workqueue> queues = List.of();
    private Workqueue ordered;

    @BeforeEach
    void makeQueues(Cmwq cmwq) {
        ordered = cmwq.workqueue("stress_ordered").ordered().create();
        Workqueue intensive = cmwq.workqueue("stress_intensive").percpu().cpuIntensive().create();
        queues = List.of(
                cmwq.workqueue("stress_bound").percpu().create(),
                cmwq.workqueue("stress_limited").percpu().maxActive(2).create(),
                cmwq.workqueue("stress_high").percpu().highPriority().create(),
                cmwq.workqueue("stress_unbound").unbound().create(),
                intensive);
        for (Workqueue queue : queues) {
            BookedItem.Habit habit = queue == intensive ? Habits::computing : Habits::mostlyMixed;
            for (int item = 0; item < SHARED_PER_QUEUE; item++) {
                shared.add(BookedItem.of(queue, complaints, habit, SEED + shared.size()));
            }
        }
        all.addAll(shared);
    }

    /** None lost, none twice (exact counts), none overlaps with itself, the ordered ones in order. */
    @Test
    void everyAcceptedItemRunsOnceOrIsTakenBack(Cmwq cmwq) throws InterruptedException {
        long startNanos = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < SUBMITTERS; number++) {
            Submitter submitter = newSubmitter(cmwq, number);
            long seed = SEED * 31 + number;
            Thread.Builder builder = number % 2 == 0 ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
            threads.add(builder.name("submitter-" + number).start(() -> drive(submitter, seed)));
        }
        long deadlineNanos = startNanos + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
            assertFalse(thread.isAlive(), () -> thread.getName() + " hangs" + circumstances(cmwq));
        }
        Await.until(() -> all.stream().allMatch(BookedItem::isSettled), () -> unsettled() + circumstances(cmwq));
        assertTrue(complaints.isEmpty(), () -> complaints + circumstances(cmwq));
        long accepted = all.stream().mapToLong(BookedItem::acceptedCount).sum();
        assertTrue(accepted >= ITEMS, () -> "fewer items than asked for: " + accepted + circumstances(cmwq));
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        System.out.printf(Locale.ROOT, "stress: %,d items from %d submitters in %.0f s, %,.0f items/s%n",
                accepted, SUBMITTERS, seconds, accepted / seconds);
    }

    private Submitter newSubmitter(Cmwq cmwq, int number) {
        long seed = SEED + 1_000_003L * (number + 1);
        List<BookedItem> delayed = new ArrayList<>();
        for (int item = 0; item < DELAYED_PER_SUBMITTER; item++) {
            Workqueue queue = queues.get(item % queues.size());
            delayed.add(BookedItem.delayed(queue, complaints, Habits::mixed, seed + item));
        }
        OrderedLane lane = new OrderedLane(ordered, insideOrdered, complaints, seed);
        all.addAll(delayed);
        all.addAll(lane.items());
        List<Integer> cpus = cmwq.snapshot().pools().stream()
                .map(PoolStats::cpu)
                .filter(cpu -> cpu >= 0)
                .distinct()
                .toList();
        return new Submitter(shared, delayed, lane, cpus, quota);
    }

    private void drive(Submitter submitter, long seed) {
        try {
            submitter.run(seed);
        } catch (InterruptedException | RuntimeException unexpected) {
            complaints.add("a submitter ended with " + unexpected);
        }
    }

    private List<BookedItem> unsettled() {
        return all.stream().filter(item -> !item.isSettled()).toList();
    }

    private String circumstances(Cmwq cmwq) {
        return "; seed=" + SEED + " items left=" + quota.left() + " " + cmwq.snapshot();
    }
}
