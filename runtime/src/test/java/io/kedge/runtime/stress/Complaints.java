package io.kedge.runtime.stress;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What items and submitters found wrong; the first few in words. Any thread. */
final class Complaints {
    private static final int KEPT = 10;

    private final ConcurrentLinkedQueue<String> first = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    void add(String complaint) {
        if (count.getAndIncrement() < KEPT) {
            first.add(complaint);
        }
    }

    boolean isEmpty() {
        return count.get() == 0;
    }

    @Override
    public String toString() {
        return count + " complaints, first of all: " + first;
    }
}
