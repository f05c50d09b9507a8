package io.kedge.runtime.timer;

import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** A 4-ary heap of delayed items by time, then by rank; each item knows its place, so that any can be moved or removed. One thread only. */
final class TimerHeap {
    private static final int ARITY = 4;

    private final IntFunction<@Nullable DelayedItem[]> memory;   // C
    private @Nullable DelayedItem[] items;
    private int size;

    /** With memory for its entries from this, which may throw an OutOfMemoryError when there is none for more. */
    TimerHeap(IntFunction<@Nullable DelayedItem[]> memory) {
        this.memory = memory;
        this.items = memory.apply(64);
    }

    int size() {
        return size;
    }

    @Nullable DelayedItem first() {
        return items[0];
    }

    boolean hasRoomFor(DelayedItem item) {
        return size < items.length || item.heapIndex() != DelayedItem.NOT_IN_HEAP;
    }

    /** Makes room for more. @return false if there is no memory for that; nothing has changed then */
    boolean grow() {
        try {
            @Nullable DelayedItem[] more = memory.apply(items.length * 2);
            System.arraycopy(items, 0, more, 0, size);
            items = more;
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }

    /** Adds the item, for which there is room, or moves it if it is in already. */
    void put(DelayedItem item, long atNanos) {
        int index = item.heapIndex();
        if (index == DelayedItem.NOT_IN_HEAP) {
            index = size++;
        }
        item.heapEntry(index, atNanos);
        items[index] = item;
        settle(item, index);
    }

    /** Removes the item if it is in. */
    void remove(DelayedItem item) {
        int index = item.heapIndex();
        if (index == DelayedItem.NOT_IN_HEAP) {
            return;
        }
        item.heapEntry(DelayedItem.NOT_IN_HEAP, item.heapNanos());
        DelayedItem last = at(--size);
        items[size] = null;
        if (last != item) {
            place(last, index);
            settle(last, index);
        }
    }

    private void settle(DelayedItem item, int index) {
        if (siftUp(item, index) == index) {
            siftDown(item, index);
        }
    }

    private int siftUp(DelayedItem item, int from) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / ARITY;
            DelayedItem above = at(parent);
            if (!item.comesBefore(above)) {
                break;
            }
            place(above, index);
            index = parent;
        }
        place(item, index);
        return index;
    }

    private void siftDown(DelayedItem item, int from) {
        int index = from;
        for (;;) {
            int child = earliestChild(index);
            if (child < 0 || !at(child).comesBefore(item)) {
                break;
            }
            place(at(child), index);
            index = child;
        }
        place(item, index);
    }

    private int earliestChild(int parent) {
        int best = -1;
        int first = parent * ARITY + 1;
        for (int child = first; child < first + ARITY && child < size; child++) {
            if (best < 0 || at(child).comesBefore(at(best))) {
                best = child;
            }
        }
        return best;
    }

    private void place(DelayedItem item, int index) {
        items[index] = item;
        item.heapEntry(index, item.heapNanos());
    }

    private DelayedItem at(int index) {
        return requireNonNull(items[index], "there is a hole in the heap");
    }
}
