package io.kedge.runtime.pool;

import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a pool tells of itself to those who choose between pools. */
class PoolLoadTest {
    private static final long WINDOW_NANOS = 1L << 24;

    @Test
    void aPoolThatNobodyAsksTellsNothing() {
        PoolStage stage = new PoolStage(false, 2, new PoolStage.NoCrew());
        stage.queue();
        assertNull(stage.pool.view().load);
        PoolLoad load = stage.pool.view().load();
        assertSame(load, stage.pool.view().load());
        assertEquals(1, load.waiting());
    }

    @Test
    void itFollowsThePool() {
        PoolStage stage = new PoolStage(false, 2, new PoolStage.NoCrew());
        PoolLoad load = stage.pool.view().load();
        Carrier carrier = stage.newCarrier();
        stage.step(carrier);
        assertEquals("0 items wait, 0 per mille of 2 slots are asked for, 0 per mille of the workers are idle", load.toString());
        assertEquals(2, load.room());
        stage.queue();
        stage.queue();
        stage.queue();
        assertEquals(3, load.waiting());
        assertEquals(0, load.room());
        assertFalse(load.isOverloaded(), "a slot is free");
        stage.step(carrier);
        assertTrue(stage.pool.next(requireNonNull(carrier.mounted)) != null, "it takes the first item");
        Carrier second = stage.newCarrier();
        assertEquals(2_000, load.lengthPermille(), "two wait, two slots are in use");
        assertTrue(load.isOverloaded());
        stage.runAll(second, carrier);
        assertEquals(1_000, load.idlePermille());
        assertEquals(2, load.room());
    }

    @Test
    void cpuUseFadesWithinTwoWindows() {
        PoolLoad load = new PoolLoad(2);
        load.usedLocked(WINDOW_NANOS, 5);
        assertEquals(500, load.usePermille(5), "of two slots");
        assertEquals(500, load.usePermille(WINDOW_NANOS - 1));
        assertEquals(250, load.usePermille(WINDOW_NANOS + WINDOW_NANOS / 2));
        assertEquals(0, load.usePermille(2 * WINDOW_NANOS));
        load.usedLocked(WINDOW_NANOS / 2, WINDOW_NANOS + WINDOW_NANOS / 2);
        assertEquals(250 + 250, load.usePermille(WINDOW_NANOS + WINDOW_NANOS / 2), "half of the window before counts");
        load.usedLocked(100 * WINDOW_NANOS, 9 * WINDOW_NANOS);
        assertEquals(1_000, load.usePermille(9 * WINDOW_NANOS));
        assertEquals(1_000, load.usePermille(10 * WINDOW_NANOS));
        assertEquals(0, load.usePermille(11 * WINDOW_NANOS));
    }

    @Test
    void timeMayBeNegative() {
        PoolLoad load = new PoolLoad(1);
        load.usedLocked(WINDOW_NANOS / 4, -7 * WINDOW_NANOS);
        assertEquals(250, load.usePermille(-7 * WINDOW_NANOS));
        assertEquals(0, load.usePermille(7 * WINDOW_NANOS));
    }

    @Test
    void whatIsTooMuchForAFieldLeavesTheOthersAlone() {
        PoolLoad load = new PoolLoad(1);
        load.publishLocked(Integer.MAX_VALUE, -1, 20_000, 40_000);
        assertEquals(1_048_575, load.waiting());
        assertEquals(1_048_575_000, load.lengthPermille());
        assertEquals(1_000, load.idlePermille());
        load.publishLocked(0, 20_000, 0, 1);
        assertEquals(0, load.waiting());
        assertEquals(0, load.idlePermille());
        assertEquals(0, load.room());
    }
}
