package io.kedge.runtime.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.api.Workqueue;

/** One submitter's items on an ordered workqueue: a ring, queued in turn, that must run in turn (R24). */
final class OrderedLane {
    private static final int RING = 64;

    private final List<BookedItem> ring = new ArrayList<>();
    private final long[] tickets = new long[RING];            // written before queueing, read by the run (R7)
    private final AtomicInteger insideQueue;                  // shared by all lanes: one item at a time
    private final Complaints complaints;
    private long drawn;                                       // the submitter
    private long served;                                      // plain: the runs of the workqueue, one after the other

    OrderedLane(Workqueue queue, AtomicInteger insideQueue, Complaints complaints, long seed) {
        this.insideQueue = insideQueue;
        this.complaints = complaints;
        for (int index = 0; index < RING; index++) {
            int place = index;
            ring.add(BookedItem.of(queue, complaints, (item, random) -> serve(place, random), seed + index));
        }
    }

    List<BookedItem> items() {
        return ring;
    }

    /** Queues the next item of the ring, unless its last run has not ended. The submitter only. */
    boolean queueNext() {
        int place = (int) (drawn % RING);
        BookedItem item = ring.get(place);
        if (item.work().busy()) {
            return false;
        }
        tickets[place] = drawn++;
        if (!item.accepted(item.queue().queue(item.work()))) {
            complaints.add("an idle item was refused by " + item.queue().name());
            return false;
        }
        return true;
    }

    private void serve(int place, SplittableRandom random) {
        if (insideQueue.getAndIncrement() != 0) {
            complaints.add("an ordered workqueue runs two items at once (R24)");
        }
        if (tickets[place] != served) {
            complaints.add("ticket " + tickets[place] + " runs when it is the turn of " + served + " (R24)");
        }
        if (random.nextInt(256) == 0) {
            LockSupport.parkNanos(1 + random.nextInt(20_000));
        }
        served++;
        insideQueue.getAndDecrement();
    }
}
