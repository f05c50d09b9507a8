package io.kedge.runtime.timer;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TimerHeapTest {
    private final TimerHeap heap = new TimerHeap(DelayedItem[]::new);

    private static DelayedItem item() {
        return new DelayedItem(work -> { });
    }

    /** Long-lived keys around the wrap of nanoTime, against a sorted map: every operation, in random order. */
    @Test
    void behavesLikeASortedMapUnderRandomPutsMovesAndRemovals() {
        Random random = new Random(42);
        long base = Long.MAX_VALUE - 5_000;
        DelayedItem[] items = IntStream.range(0, 300).mapToObj(i -> item()).toArray(DelayedItem[]::new);
        TreeMap<Long, DelayedItem> model = new TreeMap<>(Comparator.comparingLong(key -> key - base));
        for (int step = 0; step < 20_000; step++) {
            DelayedItem item = items[random.nextInt(items.length)];
            model.values().remove(item);
            if (random.nextInt(3) == 0) {
                heap.remove(item);
            } else {
                long key = base + random.nextInt(10_000);
                while (model.containsKey(key)) {
                    key++;
                }
                assertTrue(heap.hasRoomFor(item) || heap.grow());
                heap.put(item, key);
                model.put(key, item);
            }
            assertEquals(model.size(), heap.size());
            assertSame(model.isEmpty() ? null : model.firstEntry().getValue(), heap.first(), "at step " + step);
        }
        while (!model.isEmpty()) {
            DelayedItem first = model.pollFirstEntry().getValue();
            assertSame(first, heap.first());
            heap.remove(first);
            assertEquals(DelayedItem.NOT_IN_HEAP, first.heapIndex());
        }
        assertNull(heap.first());
    }

    @Test
    void removingWhatIsNotInChangesNothing() {
        DelayedItem in = item();
        heap.put(in, 7);
        heap.remove(item());
        assertSame(in, heap.first());
        assertEquals(1, heap.size());
    }
}
