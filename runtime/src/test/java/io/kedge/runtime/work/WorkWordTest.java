package io.kedge.runtime.work;

import io.kedge.runtime.work.WorkWord.Claim;
import io.kedge.runtime.work.WorkWord.Grab;
import io.kedge.runtime.work.WorkWord.Lift;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WorkWordTest {
    private final WorkWord word = new WorkWord();

    @Test
    void eachFieldReadsBackAloneAndAtItsLimit() {
        assertEquals(WorkWord.ASSIGNED, WorkWord.placeOf(WorkWord.ASSIGNED));
        int deepest = WorkWord.MAX_DEPTH << 8;
        assertEquals(WorkWord.MAX_DEPTH, WorkWord.depthOf(deepest));
        assertEquals(WorkWord.IDLE, WorkWord.placeOf(deepest));
        assertFalse(WorkWord.missedIn(deepest));
        int all = deepest | WorkWord.ASSIGNED | 0x8;
        assertEquals(WorkWord.MAX_DEPTH, WorkWord.depthOf(all));
        assertEquals(WorkWord.ASSIGNED, WorkWord.placeOf(all));
        assertTrue(WorkWord.missedIn(all));
    }

    @Test
    void onlyAnIdleItemThatIsNotDisabledCanBeClaimed() {
        assertEquals(Claim.CLAIMED, word.claim());
        assertEquals(Claim.PENDING, word.claim());
        word.deepen();
        word.leaveTo(WorkWord.IDLE);
        assertEquals(Claim.DISABLED, word.claim());
    }

    @Test
    void anArmedItemIsOwnedByWhoComesFirst() {
        word.claim();
        word.leaveTo(WorkWord.TIMER);
        assertTrue(word.fire());
        assertEquals(Grab.IN_TRANSIT, word.grab());
        word.leaveTo(WorkWord.TIMER);
        assertEquals(Grab.WAS_ARMED, word.grab());
        assertFalse(word.fire());
        assertTrue(word.leaveTo(WorkWord.TIMER), "the owner learns that the timer came by");
        assertEquals(Grab.WAS_ARMED, word.grab());
        assertFalse(word.leaveTo(WorkWord.IDLE), "and only once");
    }

    @Test
    void aTimerThatFindsTheItemIdleOrQueuedLeavesNoTrace() {
        assertFalse(word.fire());
        assertEquals(WorkWord.IDLE, word.place());
        word.claim();
        word.leaveTo(WorkWord.ACTIVE);
        assertFalse(word.fire());
        assertEquals(Grab.IS_QUEUED, word.grab());
        word.moveLocked(WorkWord.ACTIVE, WorkWord.OWNED);
        assertFalse(word.leaveTo(WorkWord.IDLE));
    }

    @Test
    void theDepthStaysWithinItsLimits() {
        word.claim();
        assertEquals(Lift.WAS_NOT_DISABLED, word.lift());
        for (int depth = 1; depth <= WorkWord.MAX_DEPTH; depth++) {
            assertTrue(word.deepen());
            assertEquals(depth, word.depth());
        }
        assertFalse(word.deepen());
        assertEquals(WorkWord.OWNED, word.place());
        assertEquals(Lift.STILL_DISABLED, word.lift());
        assertEquals(WorkWord.MAX_DEPTH - 1, word.depth());
    }

    @Test
    void anIdleItemIsEnabledByTheLastLiftOnly() {
        word.grab();
        word.deepen();
        word.deepen();
        word.leaveTo(WorkWord.IDLE);
        assertEquals(Lift.STILL_DISABLED, word.lift());
        assertEquals(Lift.ENABLED, word.lift());
        assertEquals(Lift.WAS_NOT_DISABLED, word.lift());
    }

    @Test
    void renewingForgetsTheDepthOfAnIdleItemOnly() {
        word.grab();
        word.deepen();
        assertFalse(word.renew(), "it is owned");
        word.leaveTo(WorkWord.IDLE);
        assertTrue(word.renew());
        assertEquals(0, word.depth());
        word.leaveTo(WorkWord.ACTIVE);
        assertFalse(word.renew(), "it is queued");
    }

    @Test
    void theDepthSurvivesTheItemsTravels() {
        word.claim();
        word.deepen();
        word.leaveTo(WorkWord.IDLE);
        assertEquals(Grab.WAS_IDLE, word.grab());
        word.leaveTo(WorkWord.IDLE);
        assertEquals(1, word.depth());
    }
}
