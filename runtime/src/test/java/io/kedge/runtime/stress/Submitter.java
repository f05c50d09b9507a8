package io.kedge.runtime.stress;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread's traffic: queues, cancels, modifies, flushes, with gaps about as long as a carrier needs to go idle.
 *
 * @param shared  items that every submitter uses
 * @param delayed items with a timer, its own: of a refused modDelayed nobody else can tell why
 * @param lane    its items on the ordered workqueue
 * @param cpus    CPUs there are
 * @param target  items to have accepted, in all
 */
record Submitter(
        List<BookedItem> shared, List<BookedItem> delayed, OrderedLane lane, List<Integer> cpus, Quota target) {

    /** How many items are still to be accepted, for all submitters together. */
    record Quota(AtomicLong left, Complaints complaints) { }

    void run(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        while (target.left().get() > 0 && target.complaints().isEmpty()) {
            if (act(random)) {
                target.left().decrementAndGet();
            }
            pause(random);
        }
    }

    /** @return whether an item was accepted */
    private boolean act(SplittableRandom random) throws InterruptedException {
        int chance = random.nextInt(1024);
        BookedItem item = shared.get(random.nextInt(shared.size()));
        if (chance < 640) {
            return item.accepted(item.queue().queue(item.work()));
        } else if (chance < 700) {
            return item.accepted(item.queue().queueOn(cpus.get(random.nextInt(cpus.size())), item.work()));
        } else if (chance < 830) {
            return lane.queueNext();
        } else if (chance < 930) {
            return actDelayed(random);
        } else if (chance < 1010) {
            item.takenBack(item.work().cancel());
        } else if (chance < 1016) {
            item.takenBack(item.work().cancelSync());
        } else if (chance < 1020) {
            item.work().flush();
        } else {
            item.takenBack(item.work().disable());
            item.work().enable();
        }
        return false;
    }

    private boolean actDelayed(SplittableRandom random) throws InterruptedException {
        BookedItem item = delayed.get(random.nextInt(delayed.size()));
        Duration delay = Duration.ofNanos(random.nextInt(200_000) - 1_000);
        int chance = random.nextInt(16);
        if (chance < 4) {
            return item.accepted(item.queue().queueDelayed(item.delayedWork(), delay));
        } else if (chance < 13) {
            return item.accepted(!item.queue().modDelayed(item.delayedWork(), delay));
        } else if (chance < 14) {
            item.takenBack(item.work().cancel());
        } else if (chance < 15) {
            item.takenBack(item.work().cancelSync());
        } else {
            item.work().flush();
        }
        return false;
    }

    private static void pause(SplittableRandom random) {
        int chance = random.nextInt(64);
        if (chance == 0) {
            LockSupport.parkNanos(1 + random.nextInt(60_000));
        } else if (chance < 16) {
            Habits.spin(random.nextInt(1 << random.nextInt(17)));   // mostly short, at times as long as a carrier looks for work
        }
    }
}
