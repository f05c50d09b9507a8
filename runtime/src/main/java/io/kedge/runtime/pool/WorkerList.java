package io.kedge.runtime.pool;

import org.jspecify.annotations.Nullable;

/** Workers, linked through themselves; a worker is on one list at most. Caller holds the pool's lock. */
final class WorkerList {
    private @Nullable Worker first;
    private @Nullable Worker last;
    private int size;

    @Nullable Worker first() {
        return first;
    }

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    /** Last in, first out: the most recently idled worker is woken first (R42). */
    void push(Worker worker) {
        worker.next = first;
        first = worker;
        if (last == null) {
            last = worker;
        }
        size++;
    }

    void addLast(Worker worker) {
        worker.next = null;
        Worker tail = last;
        if (tail == null) {
            first = worker;
        } else {
            tail.next = worker;
        }
        last = worker;
        size++;
    }

    @Nullable Worker poll() {
        Worker head = first;
        if (head != null) {
            first = head.next;
            if (first == null) {
                last = null;
            }
            head.next = null;
            size--;
        }
        return head;
    }
}
