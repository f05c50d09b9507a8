package io.kedge.runtime.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The heap against a sorted list; and how deep it is at most. */
class DueHeapTest {
    private final DueHeap heap = new DueHeap();

    private static WorkItem due(long nanos) {
        WorkItem item = new WorkItem(work -> { });
        item.deadline(Duration.ofNanos(nanos + 1));
        item.queuedAt(-1);
        return item;
    }

    private static Deadline of(WorkItem item) {
        return requireNonNull(item.dueLocked(), "it has a deadline");
    }

    private WorkItem poll() {
        WorkItem item = requireNonNull(heap.first(), "it is not empty");
        heap.remove(of(item));
        return item;
    }

    @Test
    void ofThoseDueAtOneTimeTheOneThatCameFirstIsFirst() {
        List<WorkItem> items = List.of(due(2), due(1), due(2), due(1), due(2));
        items.forEach(item -> heap.add(of(item)));
        List<WorkItem> polled = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            polled.add(poll());
        }
        assertEquals(List.of(items.get(1), items.get(3), items.get(0), items.get(2), items.get(4)), polled);
        assertNull(heap.first());
    }

    @Test
    void whateverComesAndGoesTheOneThatIsDueFirstIsFirst() {
        Random dice = new Random(7);
        List<WorkItem> model = new ArrayList<>();   // in order of arrival
        for (int step = 0; step < 20_000; step++) {
            int act = dice.nextInt(step / 1_000 % 2 == 0 ? 3 : 6);
            if (act < 2 || model.isEmpty()) {
                WorkItem item = due(dice.nextInt(50));
                heap.add(of(item));
                model.add(item);
            } else if (act == 2) {
                heap.remove(of(model.remove(dice.nextInt(model.size()))));
            } else {
                WorkItem expected = model.stream().min(Comparator.comparingLong(item -> of(item).dueNanos())).orElseThrow();
                assertEquals(expected, poll());
                model.remove(expected);
            }
            if (step % 16 == 0) {
                assertNull(heap.violation(model.size()));
            }
        }
    }

    @Test
    void theWayToTheRightEndIsShortInWhateverOrderItemsCome() {
        int count = 1 << 12;
        List<WorkItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(due(i % 2 == 0 ? i : 2L * count - i));
            heap.add(of(items.get(i)));
        }
        assertTrue(of(requireNonNull(heap.first())).rank <= 13, () -> "rank is " + of(requireNonNull(heap.first())).rank);
        items.forEach(item -> heap.remove(of(item)));
        assertNull(heap.first());
        assertNull(heap.violation(0));
    }

    @Test
    void timeMayOverflow() {
        WorkItem late = due(0);
        late.deadline(Duration.ofNanos(100));
        late.queuedAt(Long.MAX_VALUE - 10);   // due beyond the end of the clock, which begins anew
        WorkItem soon = due(0);
        soon.deadline(Duration.ofNanos(5));
        soon.queuedAt(Long.MAX_VALUE - 10);
        heap.add(of(late));
        heap.add(of(soon));
        assertEquals(soon, heap.first());
    }
}
