package io.kedge.runtime.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is posted is taken out once, in the order in which it was posted. */
class PostBoxTest {
    private static final Share SHARE = PoolStage.anyShare();

    private final PostBox box = new PostBox();
    private final List<String> taken = new ArrayList<>();

    private static WorkItem item() {
        return new WorkItem(work -> { });
    }

    private void take(WorkItem... known) {
        List<WorkItem> all = List.of(known);
        box.takeAll((item, share, queuedNanos) -> taken.add((share == SHARE ? "" : "another share's ") + all.indexOf(item) + " of " + queuedNanos));
    }

    @Test
    void fullOneTakesNoMoreUntilItIsEmptied() {
        WorkItem[] items = IntStream.range(0, PostBox.SIZE + 1).mapToObj(i -> item()).toArray(WorkItem[]::new);
        for (int round = 0; round < 3; round++) {
            taken.clear();
            for (int i = 0; i < PostBox.SIZE; i++) {
                assertTrue(box.post(items[i], SHARE, i));
            }
            assertFalse(box.post(items[PostBox.SIZE], SHARE, PostBox.SIZE));
            assertFalse(box.isEmpty());
            take(items);
            assertEquals(IntStream.range(0, PostBox.SIZE).mapToObj(i -> i + " of " + i).toList(), taken);
            assertTrue(box.isEmpty());
        }
    }

    /** A poster lost its CPU between claiming a place and filling it: others' items are neither held up nor taken twice. */
    @Test
    void itemThatIsOnTheWayIsPassedOver() {
        WorkItem late = item();
        WorkItem one = item();
        WorkItem another = item();
        box.post(one, SHARE, 1);
        long place = box.claim();
        box.post(another, SHARE, 2);
        take(late, one, another);
        assertEquals(List.of("1 of 1", "2 of 2"), taken);
        assertFalse(box.isEmpty(), "one is on the way");
        take(late, one, another);
        assertEquals(2, taken.size());
        box.put(place, late, SHARE, 3);
        box.post(one, SHARE, 4);
        take(late, one, another);
        assertEquals(List.of("1 of 1", "2 of 2", "0 of 3", "1 of 4"), taken);
        assertTrue(box.isEmpty());
    }
}
