package io.kedge.runtime.timer;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** When an item that is armed troubles the timer, and when not. */
class DelayedItemTest extends TimerStage {

    private void armAndGiveItsEntry(long atNanos) {
        arm(item, atNanos);
        assertEquals(atNanos, timer.turn());
    }

    @Test
    void anIdleItemThatIsArmedIsRequested() {
        assertFalse(item.isRequested());
        arm(item, SOON);
        assertTrue(item.isRequested());
        timer.turn();
        assertFalse(item.isRequested());
        assertEquals(SOON, item.heapNanos());
    }

    @Test
    void itsEntryServesForTheSameTimeAndForLater() {
        armAndGiveItsEntry(SOON);
        moveTo(SOON);
        assertFalse(item.isRequested());
        moveTo(LATE);
        assertFalse(item.isRequested());
        assertEquals(SOON, item.heapNanos());
        assertEquals(LATE, item.expiryNanos());
    }

    @Test
    void itsEntryDoesNotServeForEarlier() {
        armAndGiveItsEntry(LATE);
        moveTo(SOON);
        assertTrue(item.isRequested());
        assertTrue(rang());
        assertEquals(SOON, timer.turn());
    }

    @Test
    void aTimerThatWakesInTimeAnywayIsNotRung() {
        armAndGiveItsEntry(SOON);
        arm(new DelayedItem(work -> { }), SOON);
        assertFalse(rang());
        arm(new DelayedItem(work -> { }), LATE);
        assertFalse(rang());
    }

    @Test
    void aCancelledItemIsRequestedForItsEntryOnly() {
        arm(item, SOON);
        timer.turn();
        item.cancel();
        assertTrue(item.isRequested());
        assertFalse(rang(), "its entry can wait");
        timer.turn();
        assertEquals(DelayedItem.NOT_IN_HEAP, item.heapIndex());
        item.cancel();
        assertFalse(item.isRequested(), "it has no entry");
    }

    @Test
    void anItemOfAnotherEngineIsRefusedAndLetGo() {
        arm(item, SOON);
        item.cancel();
        timer.turn();
        Timer another = new Timer(() -> NOW, () -> { });
        assertTrue(item.claimForQueueing());
        assertThrows(IllegalArgumentException.class, () -> item.armOwned(another, (queued, cpu) -> queued.letGo(), -1, SOON));
        assertFalse(item.pending());
        assertThrows(IllegalArgumentException.class, () -> item.refuseIfOfAnother(another));
        item.refuseIfOfAnother(timer);
    }

    @Test
    void itIsQueuedWhereItWasArmedForLast() {
        int[] seen = {-1, -1};
        assertTrue(item.claimForQueueing());
        item.armOwned(timer, (queued, cpu) -> seen[0] = cpu, 3, LATE);
        io.kedge.runtime.work.Transit.own(item);
        item.armOwned(timer, (queued, cpu) -> {
            seen[1] = cpu;
            assertSame(item, queued);
            queued.letGo();
        }, 1, NOW);
        timer.turn();
        assertEquals(-1, seen[0]);
        assertEquals(1, seen[1]);
        assertFalse(item.pending());
    }
}
