package io.kedge.runtime.timer;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.work.DelayTarget;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The timer on a driven clock, without a thread. */
class TimerTest implements DelayTarget {
    private long nowNanos = Long.MAX_VALUE - 50;   // wraps around during the tests
    private int rings;
    private final Timer timer = new Timer(() -> nowNanos, () -> rings++);
    private final List<WorkItem> due = new ArrayList<>();

    @Override
    public void enqueueOwned(WorkItem item, int cpu) {
        due.add(item);
        item.letGo();
    }

    private DelayedItem armed(long delayNanos) {
        DelayedItem item = new DelayedItem(work -> { });
        arm(item, delayNanos);
        return item;
    }

    private void arm(DelayedItem item, long delayNanos) {
        assertTrue(item.claimForQueueing());
        item.armOwned(timer, this, -1, nowNanos + delayNanos);
    }

    @Test
    void sleepsForEverWithoutWorkAndUntilTheEarliestWithSome() {
        assertEquals(Long.MAX_VALUE, timer.turn());
        armed(300);
        armed(100);
        assertEquals(2, rings, "each rings a timer that sleeps for ever");
        assertEquals(100, timer.turn());
        nowNanos += 100;
        assertEquals(200, timer.turn());
        assertEquals(1, due.size());
        nowNanos += 200;
        assertEquals(Long.MAX_VALUE, timer.turn());
        assertEquals(2, due.size());
        assertEquals(0, timer.size());
    }

    @Test
    void theTimeThatQueueingTakesIsNoLongerWaitedFor() {
        armed(300);
        DelayedItem slow = new DelayedItem(work -> { });
        assertTrue(slow.claimForQueueing());
        DelayTarget slowly = (item, cpu) -> {
            nowNanos += 120;
            item.letGo();
        };
        slow.armOwned(timer, slowly, -1, nowNanos + 100);
        assertEquals(100, timer.turn());
        nowNanos += 100;
        assertEquals(80, timer.turn(), "200 until the next one, less the 120 that this one took");
    }

    @Test
    void aLaterRequestDoesNotRingAndAnEarlierOneDoes() {
        armed(100);
        timer.turn();
        armed(500);
        assertEquals(0, rings);
        armed(50);
        assertEquals(1, rings);
        assertEquals(50, timer.turn());
        assertEquals(3, timer.size());
    }

    @Test
    void modifyingToLaterLeavesTheEntryWhichRearmsItselfWhenItFires() {
        DelayedItem item = armed(100);
        timer.turn();
        io.kedge.runtime.work.Transit.own(item);
        item.armOwned(timer, this, -1, nowNanos + 250);
        assertEquals(0, rings);
        nowNanos += 100;
        assertEquals(150, timer.turn());
        assertEquals(List.of(), due);
        nowNanos += 150;
        timer.turn();
        assertEquals(List.of(item), due);
    }

    @Test
    void aCancelledItemLeavesTheHeapAtTheNextTurn() {
        DelayedItem item = armed(1_000_000);
        timer.turn();
        assertEquals(1, timer.size());
        item.cancel();
        assertEquals(Long.MAX_VALUE, timer.turn());
        assertEquals(0, timer.size());
        arm(item, 10);
        nowNanos += 10;
        timer.turn();
        assertEquals(List.of(item), due);
    }

    @Test
    void anItemOwnedWhileItsTimerFiresIsSeenAgain() {
        DelayedItem item = armed(100);
        timer.turn();
        io.kedge.runtime.work.Transit.own(item);
        nowNanos += 100;
        assertEquals(Long.MAX_VALUE, timer.turn(), "its entry is gone");
        item.armOwned(timer, this, -1, nowNanos + 5);
        assertEquals(1, rings, "so its owner rings");
        nowNanos += 5;
        timer.turn();
        assertEquals(List.of(item), due);
    }
}
