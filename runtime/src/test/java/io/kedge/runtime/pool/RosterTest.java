package io.kedge.runtime.pool;

import io.kedge.runtime.Conforms;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

class RosterTest {
    private final Roster roster = new Roster();
    private final WorkerPool pool = new PoolStage(true, 1, new PoolStage.NoCrew()).pool;

    private Worker arrive() {
        Worker worker = new Worker(pool, roster.takeNumber(), false, (name, owner) -> new PoolStage.PlayedStrand(owner));
        roster.add(worker);
        return worker;
    }

    @Test
    @Conforms("R62")
    void theLowestFreeNumberIsGivenFirst() {
        arrive();
        Worker second = arrive();
        Worker third = arrive();
        roster.remove(second);
        roster.remove(third);
        assertEquals(1, roster.takeNumber());
        assertEquals(2, roster.takeNumber());
        assertEquals(3, roster.takeNumber());
    }

    @Test
    void whereverAWorkerStoodTheOthersStayWhenItEnds() {
        Worker first = arrive();
        Worker second = arrive();
        Worker third = arrive();
        roster.remove(second);
        assertSame(third, roster.after(null));
        assertSame(first, roster.after(third));
        assertNull(roster.after(first));
        roster.remove(third);
        assertSame(first, roster.after(null));
        roster.remove(first);
        assertNull(roster.after(null));
        assertEquals(0, roster.size());
    }

    @Test
    void beyondTheTableWorkersShareANumber() {
        for (int number = 0; number < 2048; number++) {
            assertEquals(number, roster.takeNumber());
        }
        assertEquals(2048, roster.takeNumber());
        roster.giveNumberBack(2048);
        roster.giveNumberBack(2047);
        assertEquals(2047, roster.takeNumber());
    }
}
