package io.kedge.runtime.timer;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Items that something changed about, handed to the timer thread as one batch. Links live in the items: no allocation. */
final class RequestStack {
    private final AtomicReference<@Nullable DelayedItem> top = new AtomicReference<>();

    /** Pushes the item unless it is on the stack already. Any thread. */
    void push(DelayedItem item) {
        if (!item.beginRequest()) {
            return;
        }
        for (;;) {
            DelayedItem seen = top.get();
            item.nextRequest(seen);
            if (top.compareAndSet(seen, item)) {
                return;
            }
        }
    }

    boolean isEmpty() {
        return top.get() == null;
    }

    /** {@return all of them, linked by nextRequest} The timer thread only. */
    @Nullable DelayedItem takeAll() {
        return top.getAndSet(null);
    }
}
