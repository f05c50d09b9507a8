package io.kedge.runtime.stress;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/** A work item that keeps books about itself: what was accepted, what was taken back, what ran. */
final class BookedItem {

    /** What an item does besides keeping books. Called by its worker. */
    @FunctionalInterface
    interface Habit {
        void run(BookedItem item, SplittableRandom random) throws Exception;
    }

    private final Workqueue queue;
    private final Work work;
    private final Complaints complaints;
    private final Habit habit;
    private final SplittableRandom random;                    // its runs, one after the other
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong takenBack = new AtomicLong();
    private long runs;                                        // plain: each run sees the one before (R7, R17)

    private BookedItem(Workqueue queue, Complaints complaints, Habit habit, long seed, boolean delayed) {
        this.queue = queue;
        this.complaints = complaints;
        this.habit = habit;
        this.random = new SplittableRandom(seed);
        this.work = delayed ? Cmwq.delayedWork(own -> run()) : Cmwq.work(own -> run());
    }

    static BookedItem of(Workqueue queue, Complaints complaints, Habit habit, long seed) {
        return new BookedItem(queue, complaints, habit, seed, false);
    }

    static BookedItem delayed(Workqueue queue, Complaints complaints, Habit habit, long seed) {
        return new BookedItem(queue, complaints, habit, seed, true);
    }

    Workqueue queue() {
        return queue;
    }

    Work work() {
        return work;
    }

    DelayedWork delayedWork() {
        return (DelayedWork) work;
    }

    /** Notes what a queueing call said, and repeats it. */
    boolean accepted(boolean said) {
        if (said) {
            accepted.incrementAndGet();
        }
        return said;
    }

    /** Notes what a cancelling call said. */
    void takenBack(boolean said) {
        if (said) {
            takenBack.incrementAndGet();
        }
    }

    /** {@return whether every accepted instance has run or was taken back; exact once the item is idle} */
    boolean isSettled() {
        return !work.busy() && runs == accepted.get() - takenBack.get();
    }

    long acceptedCount() {
        return accepted.get();
    }

    private void run() throws Exception {
        if (inside.getAndIncrement() != 0) {
            complaints.add("an item overlaps with itself (R17) on " + queue.name());
        }
        runs++;
        try {
            habit.run(this, random);
        } finally {
            inside.getAndDecrement();
        }
    }

    @Override
    public String toString() {
        return "on " + queue.name() + ": accepted=" + accepted + " taken back=" + takenBack + " ran=" + runs
                + " inside=" + inside + " busy=" + work.busy();
    }
}
