package io.kedge.runtime.work;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Await;
import io.kedge.runtime.EngineLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An item and a pool that does what it is told. */
class WorkItemTest {
    private final WorkItem item = new WorkItem(work -> { });
    private final Pool pool = new Pool();

    /** Holds one item, and says what it is told to. */
    private static final class Pool implements ItemHost {
        private final AtomicInteger awaited = new AtomicInteger();
        private final Placement place = new Placement() {
            @Override
            public void awaitedByCaller() {
                awaited.incrementAndGet();
            }
        };
        private volatile boolean runs;
        private volatile boolean onCaller;
        private volatile @Nullable FlushWaiter waiter;
        private volatile int refusals;

        @Override
        public synchronized boolean takeOff(WorkItem item) {
            if (refusals > 0) {
                refusals--;
                return false;
            }
            item.takeOffLocked();
            return true;
        }

        @Override
        public @Nullable Placement join(WorkItem item, FlushWaiter who) {
            if (!item.pending() && !runs) {
                return null;
            }
            waiter = who;
            return place;
        }

        @Override
        public boolean runs(WorkItem item) {
            return runs;
        }

        @Override
        public boolean runsOnCaller(WorkItem item) {
            return onCaller;
        }
    }

    private void queue() {
        assertTrue(item.claimForQueueing());
        item.hostLocked(pool);
        item.becomeActiveLocked();
    }

    @Test
    void itIsBusyWhilePendingOrRunning() {
        assertFalse(item.busy());
        queue();
        assertTrue(item.busy());
        pool.runs = true;
        item.assignLocked();
        item.startLocked();
        assertFalse(item.pending());
        assertTrue(item.busy());
        pool.runs = false;
        assertFalse(item.busy());
    }

    @Test
    void itsPlaceTellsWhatItIs() {
        assertFalse(item.isQueuedLocked());
        assertTrue(item.claimForQueueing());
        assertFalse(item.claimForQueueing());
        assertFalse(item.isQueuedLocked());
        item.becomeInactiveLocked();
        assertTrue(item.isQueuedLocked());
        assertTrue(item.isInactiveLocked());
        assertFalse(item.isArmed());
        item.activateLocked();
        assertFalse(item.isInactiveLocked());
        assertTrue(item.takeOffLocked(), "it was active");
        item.becomeInactiveLocked();
        assertFalse(item.takeOffLocked(), "it was not");
        item.letGo();
        assertFalse(item.pending());
    }

    @Test
    void aQueuedItemIsTakenBackAlsoIfItMovesMeanwhile() {
        queue();
        pool.refusals = 3;
        assertTrue(item.cancel());
        assertFalse(item.pending());
        assertFalse(item.cancel());
    }

    @Test
    void whoMovesItForAMomentIsWaitedFor() throws InterruptedException {
        assertTrue(item.claimForQueueing());
        CountDownLatch ended = new CountDownLatch(1);
        Thread canceller = Thread.ofPlatform().daemon().start(() -> {
            item.cancel();
            ended.countDown();
        });
        Await.until(() -> canceller.getState() == Thread.State.TIMED_WAITING, canceller::getState);   // beyond spinning
        assertEquals(1, ended.getCount());
        item.letGo();
        assertTrue(ended.await(30, TimeUnit.SECONDS));
        assertFalse(item.pending());
    }

    @Test
    void flushWaitsForTheInstanceAndSaysWhetherThereWasOne() throws Exception {
        assertFalse(item.flush());
        queue();
        Thread releaser = Thread.ofPlatform().daemon().start(() -> {
            Await.until(() -> pool.waiter != null, item::toString);
            FlushWaiter.releaseAll(pool.waiter);
        });
        assertTrue(item.flush());
        releaser.join();
        assertEquals(1, pool.awaited.get(), "its share was told");
    }

    @Test
    void fromItsOwnFunctionNothingThatWaitsForItselfIsAllowed() {
        item.hostLocked(pool);
        pool.onCaller = true;
        String end = "() called by the item's own function would wait for itself for ever; call cancel(), or let another item call ";
        assertEquals("flush" + end + "flush()", assertThrows(IllegalStateException.class, item::flush).getMessage());
        assertEquals("cancelSync" + end + "cancelSync()", assertThrows(IllegalStateException.class, item::cancelSync).getMessage());
        assertEquals("disableSync" + end + "disableSync()", assertThrows(IllegalStateException.class, item::disableSync).getMessage());
        assertFalse(item.isDisabled());
    }

    @Test
    void disablingTakesItBackAndEnablingLetsItBeQueuedAgain() throws InterruptedException {
        queue();
        assertTrue(item.disable());
        assertTrue(item.isDisabled());
        assertFalse(item.claimForQueueing());
        assertFalse(item.disableSync());
        assertFalse(item.enable(), "it was disabled twice");
        assertTrue(item.enable());
        queue();
        assertTrue(item.disableSync());
        assertTrue(item.enable());
        assertFalse(item.isDisabled());
    }

    @Test
    void oneEnableTooManyIsWarnedOfAndNothingElseIs() {
        try (EngineLog log = new EngineLog()) {
            item.disable();
            item.enable();
            assertEquals(List.of(), log.complaints());
            assertTrue(item.enable());
            assertEquals(1, log.complaints("enable() of a work item that is not disabled").size());
        }
    }

    @Test
    void beyondTheDeepestItStaysAndIsWarnedOf() {
        try (EngineLog log = new EngineLog()) {
            for (int depth = 0; depth < WorkWord.MAX_DEPTH; depth++) {
                item.disable();
            }
            assertEquals(List.of(), log.complaints());
            item.disable();
            assertEquals(1, log.complaints("disabled 65535 times already").size());
            assertEquals(WorkWord.MAX_DEPTH, item.depth());
        }
    }

    @Test
    void initialisingForgetsThePoolAndGivesANewFunction() {
        queue();
        assertThrows(IllegalStateException.class, () -> item.init(work -> { }));
        assertTrue(item.cancel());
        FunctionProfile before = item.profile();
        item.init(work -> { });
        assertNull(item.host());
        assertFalse(item.pending());
        assertTrue(before != item.profile());
        assertSame(item.profile(), FunctionProfile.of(item.function().getClass()));
    }

    @Test
    void itsNotesReadBack() {
        item.queuedAt(17);
        assertEquals(17, item.queuedNanos());
        item.placeLocked(null, 9);
        assertEquals(9, item.colour());
        assertTrue(item.toString().endsWith(" in place 0, disabled 0 times"), item.toString());
        assertNull(item.takeWaitersLocked());
        FlushWaiter waiter = new FlushWaiter();
        item.addWaiterLocked(waiter);
        assertSame(waiter, item.takeWaitersLocked());
        assertNull(item.takeWaitersLocked());
    }
}
