package io.kedge.runtime.queue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.FutureTask;

import io.kedge.runtime.Await;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a move takes with it; nobody runs anything. */
class MoveTest {
    private static final List<BitSet> EACH = List.of(BitSet.valueOf(new long[] {1}), BitSet.valueOf(new long[] {2}));
    private static final BitSet BOTH = BitSet.valueOf(new long[] {3});

    private EngineWorkqueue queue = new QueueStage().workqueue(Flag.LOAD_AWARE, 0);

    private static EngineWorkqueue onTwoNodes(int maxActive) {
        EngineWorkqueue queue = new QueueStage(new Topology(BOTH, EACH, EACH)).workqueue(Flag.LOAD_AWARE, maxActive);
        queue.minActive(0);
        return queue;
    }

    private WorkItem queued(int cpu) {
        WorkItem item = new WorkItem(work -> { });
        assertTrue(queue.queueOn(cpu, item));
        return item;
    }

    private QueueShare share(int cpu) {
        return queue.shares().forCpu(cpu);
    }

    private boolean move() {
        return new Move(share(0), share(1)).oldest();
    }

    private static List<String> places(WorkItem... items) {
        return Arrays.stream(items).map(item -> Places.NAMES.get(Places.of(item))).toList();
    }

    @AfterEach
    void theBooksHold() {
        assertNull(new QueueBooks(queue).violation());
    }

    @Test
    void theOldestGoesFirstAndLast() {
        WorkItem there = queued(1);
        WorkItem first = queued(0);
        WorkItem second = queued(0);
        WorkItem third = queued(0);
        assertTrue(move());
        assertTrue(move());
        assertEquals(share(0), third.placement());
        assertEquals(first, Places.next(there), "behind what was there");
        assertEquals(second, Places.next(first));
        assertEquals(List.of("ACTIVE", "ACTIVE", "ACTIVE"), places(first, second, third));
        assertEquals(2, queue.stats().moved());
        assertEquals(4, queue.stats().queued(), "a move is no queueing");
        assertTrue(move());
        assertFalse(move(), "nothing is left");
    }

    @Test
    void itsWorkqueueIsNotTheOnlyOneThere() {
        EngineWorkqueue other = new EngineWorkqueue(queue.spec(), queue.home(), false);
        WorkItem its = new WorkItem(work -> { });
        other.queueOn(0, its);
        assertFalse(move(), "an item of another workqueue");
        WorkItem ours = queued(0);
        assertTrue(move());
        assertEquals(share(1), ours.placement());
        assertEquals(0, other.stats().moved());
        its.cancel();
    }

    @Test
    void anItemThatWasLentAHigherClassStaysAndStartsThere() {
        WorkItem lent = queued(0);
        WorkItem other = queued(0);
        lent.lendLocked(-15);
        assertTrue(move());
        assertEquals(share(0), lent.placement());
        assertEquals(share(1), other.placement());
        assertFalse(move());
    }

    @Test
    void itIsStillThereForWhoTakesItBack() {
        WorkItem item = queued(0);
        move();
        assertTrue(item.pending());
        assertFalse(queue.queue(item), "it is pending");
        assertTrue(item.cancel());
        assertFalse(item.pending());
        assertTrue(share(0).seal());
        assertTrue(share(1).seal());
    }

    @Test
    @Conforms({"R79", "R80"})
    void whoFlushesTheItemWaitsOn() throws Exception {
        WorkItem item = queued(0);
        FutureTask<Boolean> flush = new FutureTask<>(item::flush);
        Thread.ofPlatform().start(flush);
        Await.until(() -> item.waitersLocked() != null, item::toString);
        move();
        assertTrue(item.waitersLocked() != null, "nobody has let the waiter go");
        item.cancel();
        assertTrue(flush.get());
    }

    @Test
    @Conforms({"R86", "R94"})
    void aFlushThatHasBegunWaitsForItAndNotForLaterOnes() throws Exception {
        WorkItem before = queued(0);
        FutureTask<Boolean> flush = new FutureTask<>(() -> {
            queue.flush();
            return true;
        });
        Thread.ofPlatform().start(flush);
        Await.until(() -> share(0).colours().isFlushedLocked(0), before::toString);
        WorkItem after = queued(1);
        move();
        assertEquals(List.of(0, 1), List.of(before.colour(), after.colour()));
        assertFalse(share(0).colours().isFlushedLocked(0), "this share is done");
        assertTrue(share(1).colours().isFlushedLocked(0), "and this one tells when its last item of that colour has ended");
        before.cancel();
        assertTrue(flush.get());
        assertTrue(after.pending());
        after.cancel();
    }

    @Test
    void whatWaitsForTheLimitIsNotMoved() {
        queue = new QueueStage().workqueue(Flag.LOAD_AWARE, 2);
        WorkItem[] items = {queued(0), queued(0)};
        assertTrue(move());
        WorkItem beyond = queued(0);
        assertEquals(List.of("INACTIVE"), places(beyond), "the moved item has kept its slot");
        assertFalse(move(), "items of the node wait for a slot: one that comes with a slot would overtake those of its new pod");
        items[0].cancel();
        assertEquals(List.of("ACTIVE"), places(beyond), "whoever has waited longest gets it when it is given back");
    }

    @Test
    void onAnotherNodeItTakesASlotThereAndGivesItsOwnToTheNext() {
        queue = onTwoNodes(4);
        WorkItem[] items = {queued(0), queued(0), queued(0)};
        assertEquals(List.of("ACTIVE", "ACTIVE", "INACTIVE"), places(items));
        assertTrue(move());
        assertEquals(share(1), items[0].placement());
        assertEquals(List.of("ACTIVE", "ACTIVE", "ACTIVE"), places(items));
        WorkItem there = queued(1);
        assertFalse(move(), "no slot is free there");
        assertEquals(2, share(1).slots.active);
        there.cancel();
        assertTrue(move());
        assertEquals(List.of("ACTIVE", "ACTIVE", "ACTIVE"), places(items));
        assertEquals(1, share(0).slots.active);
    }

    @Test
    void aSlotThatNobodyUsesGoesBack() {
        queue = onTwoNodes(4);
        assertFalse(move());
        queued(1);
        queued(1);
        assertEquals(2, share(1).slots.active);
    }

    /** Between the look and the move others came: those wait in that pod already. */
    @Test
    void itDoesNotOvertakeWhatWaitsInThePodThatItJoins() {
        queue = new QueueStage().workqueue(Flag.LOAD_AWARE, 2);
        WorkItem item = queued(0);
        WorkItem active = queued(1);
        WorkItem waits = queued(1);
        assertEquals(List.of("ACTIVE", "INACTIVE"), places(active, waits));
        assertTrue(new Move(share(0), share(1)).moveOne());
        assertEquals(List.of("INACTIVE", "ACTIVE"), places(item, waits), "its slot is for who has waited longer");
        active.cancel();
        assertEquals(List.of("ACTIVE"), places(item));
    }
}
