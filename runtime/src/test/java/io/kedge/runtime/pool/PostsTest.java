package io.kedge.runtime.pool;

import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who is told of posted items, and where none can be posted. */
class PostsTest {
    private int told;

    private final PoolStage stage = new PoolStage(true, 1, new PoolStage.NoCrew() {
        @Override
        public void workWaits() {
            told++;
        }
    });
    private final Carrier carrier = stage.newCarrier();

    private static WorkItem item() {
        return new WorkItem(work -> { });
    }

    private void occupySlot() {
        stage.queue();
        stage.step(carrier);
        stage.pool.next(requireNonNull(carrier.mounted, "a worker is mounted for the item"));
    }

    @Test
    void tickIsToldOfTheFirstThatWaits() {
        occupySlot();
        told = 0;
        assertTrue(stage.post(item()));
        assertEquals(1, told);
        assertTrue(stage.pool.workWaits());
        assertTrue(stage.post(item()));
        assertEquals(1, told, "it looks here already");
    }

    @Test
    void nothingIsPostedWhereASlotIsFree() {
        assertFalse(stage.post(item()));
        occupySlot();
        assertTrue(stage.post(item()));
        stage.runToEndOfMount(carrier);
        stage.step(carrier);
        assertFalse(stage.post(item()));
    }

    /** The first is on the worklist and the second in the box when a start is made; the second comes to an empty worklist then. */
    @Test
    void whatWasPostedBeforeTheLastStartTakesNoProgressBack() {
        occupySlot();
        stage.nowNanos = 100;
        assertTrue(stage.post(item()));
        assertEquals(0, stage.pool.view().hungNanos());
        stage.nowNanos = 200;
        assertTrue(stage.post(item()));
        stage.nowNanos = 1_000;
        stage.pool.next(requireNonNull(carrier.mounted, "the first item ends"));
        assertEquals(0, stage.pool.view().hungNanos());
        stage.nowNanos = 1_300;
        assertEquals(300, stage.pool.view().hungNanos());
    }
}
