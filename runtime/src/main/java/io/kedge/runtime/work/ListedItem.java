package io.kedge.runtime.work;

import org.jspecify.annotations.Nullable;

/** The links of an item, for {@link ItemList} only. They belong to its owner, or to the holder of the lock of the pool it is on. */
class ListedItem extends WorkWord {
    private @Nullable WorkItem next;
    private @Nullable WorkItem previous;

    final @Nullable WorkItem next() {
        return next;
    }

    final @Nullable WorkItem previous() {
        return previous;
    }

    final void link(@Nullable WorkItem before, @Nullable WorkItem after) {
        previous = before;
        next = after;
    }

    final void next(@Nullable WorkItem after) {
        next = after;
    }

    final void previous(@Nullable WorkItem before) {
        previous = before;
    }
}
