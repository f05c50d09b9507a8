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

    @Nullable Worker last() {
        return last;
    }

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    /** Last in, first out: the most recently idled worker is woken first (R42). */
    void push(Worker worker) {
        link(null, worker, first);
    }

    void addLast(Worker worker) {
        link(last, worker, null);
    }

    @Nullable Worker poll() {
        Worker head = first;
        if (head != null) {
            remove(head);
        }
        return head;
    }

    /** Takes a worker off that is on this list. */
    void remove(Worker worker) {
        Worker before = worker.previous;
        Worker after = worker.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        worker.previous = null;
        worker.next = null;
        size--;
    }

    private void link(@Nullable Worker before, Worker worker, @Nullable Worker after) {
        worker.previous = before;
        worker.next = after;
        if (before == null) {
            first = worker;
        } else {
            before.next = worker;
        }
        if (after == null) {
            last = worker;
        } else {
            after.previous = worker;
        }
        size++;
    }
}
