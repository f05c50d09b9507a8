package io.kedge.runtime.timer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.work.DelayTarget;
import io.kedge.runtime.work.Transit;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The timer on a driven clock, when there is no memory for another entry. */
class FullTimerTest implements DelayTarget {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private long nowNanos = Long.MAX_VALUE - 3 * MILLI;   // wraps around during the tests
    private boolean memory = true;
    private boolean memoryToQueue = true;
    private int attempts;
    private int rings;
    private int room;
    private final Timer timer = new Timer(() -> nowNanos, () -> rings++, new TimerHeap(this::entries));
    private final List<WorkItem> due = new ArrayList<>();

    private @Nullable DelayedItem[] entries(int number) {
        attempts++;
        if (!memory) {
            throw new OutOfMemoryError("simulated");
        }
        room = number;
        return new @Nullable DelayedItem[number];
    }

    @Override
    public void enqueueOwned(WorkItem item, int cpu) {
        if (!memoryToQueue) {
            throw new OutOfMemoryError("simulated");
        }
        due.add(item);
        item.letGo();
    }

    private DelayedItem armed(long delayNanos) {
        DelayedItem item = new DelayedItem(work -> { });
        arm(item, delayNanos);
        return item;
    }

    private void arm(DelayedItem item, long delayNanos) {
        Transit.own(item);
        item.armOwned(timer, this, -1, nowNanos + delayNanos);
    }

    private long turnAfter(long nanos) {
        nowNanos += nanos;
        return timer.turn();
    }

    @BeforeEach
    void fill() {
        memory = false;
        for (int i = 0; i < room; i++) {
            armed(HOUR);
        }
        assertEquals(HOUR, timer.turn());
        assertEquals(room, timer.size());
        attempts = 0;
        rings = 0;
    }

    @Test
    void anItemWithoutAnEntryFiresInTime() {
        DelayedItem second = armed(15 * MILLI);
        DelayedItem first = armed(5 * MILLI);
        assertEquals(2, rings, "it sleeps for longer");
        assertEquals(5 * MILLI, timer.turn());
        assertEquals(List.of(), due);
        assertEquals(10 * MILLI, turnAfter(5 * MILLI));
        assertEquals(List.of(first), due);
        assertFalse(first.pending());
        assertEquals(HOUR - 15 * MILLI, turnAfter(10 * MILLI));
        assertEquals(List.of(first, second), due);
    }

    @Test
    void itGetsItsEntryWhenThereIsMemoryWhichIsAskedForOnceASecond() {
        DelayedItem item = armed(HOUR + MILLI);
        for (long passed = 0; passed < Timer.ROOM_RETRY_NANOS; passed += Timer.ENTRY_RETRY_NANOS) {
            assertEquals(Timer.ENTRY_RETRY_NANOS, timer.turn());
            nowNanos += Timer.ENTRY_RETRY_NANOS;
        }
        assertEquals(1, attempts);
        memory = true;
        assertEquals(HOUR - Timer.ROOM_RETRY_NANOS, timer.turn());
        assertEquals(2, attempts);
        assertEquals(65, timer.size());
        turnAfter(HOUR + MILLI - Timer.ROOM_RETRY_NANOS);
        assertTrue(due.contains(item));
        assertEquals(65, due.size());
    }

    @Test
    void itGetsTheEntryOfOneThatHasGone() {
        DelayedItem gone = armed(HOUR - MILLI);
        turnAfter(HOUR - MILLI);
        assertEquals(List.of(gone), due);
        DelayedItem item = armed(HOUR);
        turnAfter(MILLI);
        assertEquals(65, due.size(), "all that had entries have fired");
        assertEquals(HOUR - MILLI - Timer.ENTRY_RETRY_NANOS, turnAfter(Timer.ENTRY_RETRY_NANOS));
        assertEquals(1, timer.size());
        assertEquals(1, attempts, "once a second is enough, and then there was room");
        turnAfter(HOUR);
        assertTrue(due.contains(item));
    }

    @Test
    void itCanBeModifiedAndCancelled() {
        DelayedItem earlier = armed(8 * MILLI);
        DelayedItem later = armed(8 * MILLI);
        DelayedItem cancelled = armed(8 * MILLI);
        assertEquals(8 * MILLI, timer.turn());
        rings = 0;
        arm(later, HOUR / 2);
        assertEquals(0, rings);
        arm(earlier, 2 * MILLI);
        assertEquals(1, rings);
        assertTrue(cancelled.cancel());
        assertEquals(2 * MILLI, timer.turn());
        assertEquals(Timer.ENTRY_RETRY_NANOS, turnAfter(2 * MILLI));
        assertEquals(List.of(earlier), due);
        turnAfter(HOUR / 2);
        assertEquals(List.of(earlier, later), due);
    }

    @Test
    void whatCannotBeQueuedForWantOfMemoryIsQueuedLater() {
        DelayedItem item = armed(5 * MILLI);
        timer.turn();
        memoryToQueue = false;
        assertEquals(Timer.ENTRY_RETRY_NANOS, turnAfter(5 * MILLI));
        assertTrue(item.pending());
        assertEquals(Timer.ENTRY_RETRY_NANOS, turnAfter(Timer.ENTRY_RETRY_NANOS));
        memoryToQueue = true;
        turnAfter(Timer.ENTRY_RETRY_NANOS);
        assertEquals(List.of(item), due);
        memoryToQueue = false;
        assertEquals(Timer.ENTRY_RETRY_NANOS, turnAfter(HOUR), "with its entry");
        memoryToQueue = true;
        turnAfter(Timer.ENTRY_RETRY_NANOS);
        assertEquals(65, due.size());
    }
}
