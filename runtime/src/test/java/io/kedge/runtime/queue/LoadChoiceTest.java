package io.kedge.runtime.queue;

import io.kedge.runtime.pool.PoolLoad;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which pod costs least: each figure has a case that it alone decides, against one of a lower class if there is one. */
class LoadChoiceTest {
    private static final int NOWHERE = -1;
    private static final long WINDOW_NANOS = 1L << 24;
    private static final int HERE = 0;
    private static final int[] ONE_NODE = {0, LoadChoice.SAME_NODE, LoadChoice.SAME_NODE};

    private final PoolLoad[] loads = {load(0, 0, 2, 2), load(0, 0, 2, 2), load(0, 0, 2, 2)};   // two slots each, two idle workers

    private static PoolLoad load(int waiting, int inUse, int idle, int workers) {
        PoolLoad load = new PoolLoad(2);
        load.publishLocked(waiting, inUse, idle, workers);
        return load;
    }

    private static PoolLoad used(long nanos) {
        PoolLoad load = load(0, 0, 2, 2);
        load.usedLocked(nanos, 0);
        return load;
    }

    private int choose(int hot, int... distances) {
        return LoadChoice.choose(loads, distances, HERE, hot, 0);
    }

    @Test
    void ofEqualPodsItIsTheCallers() {
        assertEquals(HERE, choose(NOWHERE, 0, 0, 0));
        assertEquals(1, LoadChoice.choose(loads, new int[] {0, 0, 0}, 1, NOWHERE, 0));
    }

    @Test
    void theLengthOfTheQueueCountsForMoreThanAllElse() {
        loads[HERE] = load(1, 1, 2, 2);   // one item a slot; near, hot, no CPU used, all workers idle
        loads[1] = load(0, 0, 0, 0);
        loads[1].usedLocked(4 * WINDOW_NANOS, 0);
        loads[2] = load(1, 2, 2, 2);
        assertEquals(1, choose(HERE, 0, LoadChoice.ELSEWHERE, 0), "far, cold, its CPUs used up, no worker there");
        loads[HERE] = load(0, 1, 2, 2);
        loads[1] = load(0, 0, 2, 2);
        assertEquals(1, choose(HERE, 0, LoadChoice.ELSEWHERE, 0), "a slot in use is as long as a waiting item");
    }

    @Test
    void workersThatAreBusyCountForMoreThanTheWay() {
        loads[HERE] = load(0, 0, 0, 2);
        assertEquals(1, choose(HERE, 0, LoadChoice.ELSEWHERE, LoadChoice.ELSEWHERE));
        loads[HERE] = load(0, 0, 0, 0);
        assertEquals(1, choose(HERE, 0, LoadChoice.ELSEWHERE, LoadChoice.ELSEWHERE), "none is there");
        loads[HERE] = load(0, 0, 5, 6);
        assertEquals(HERE, choose(HERE, 0, LoadChoice.ELSEWHERE, LoadChoice.ELSEWHERE), "most of them are idle");
    }

    @Test
    void cpuUseCountsForMoreThanTheWay() {
        loads[HERE] = used(2 * WINDOW_NANOS);
        assertEquals(1, choose(HERE, 0, LoadChoice.ELSEWHERE, LoadChoice.ELSEWHERE));
        loads[HERE] = used(WINDOW_NANOS / 2);
        assertEquals(HERE, choose(HERE, 0, LoadChoice.ELSEWHERE, LoadChoice.ELSEWHERE), "a quarter of what two slots could use");
    }

    @Test
    void theNearerOneOfTwoEqualOnesIsChosen() {
        loads[HERE] = load(9, 2, 0, 2);
        assertEquals(2, choose(NOWHERE, 0, LoadChoice.SAME_NODE, LoadChoice.SAME_CACHE));
        assertEquals(1, choose(NOWHERE, 0, LoadChoice.SAME_NODE, LoadChoice.ELSEWHERE));
    }

    @Test
    void whereTheItemWasLastItIsStillInTheCache() {
        assertEquals(2, choose(2, ONE_NODE), "rather than near its caller");
        assertEquals(HERE, choose(2, 0, LoadChoice.SAME_NODE, LoadChoice.ELSEWHERE), "but not on another node");
        loads[2] = load(0, 0, 1, 2);
        assertEquals(HERE, choose(2, ONE_NODE), "a busy worker counts for more");
    }

    @Test
    void aFullFigureOfAClassOutweighsAllLowerOnes() {
        long lower = LoadChoice.BUSY_WORKERS + LoadChoice.CPU_USE + LoadChoice.DISTANCE + LoadChoice.COLD_CACHE;
        assertEquals(1, Long.signum(LoadChoice.QUEUE_LENGTH - lower));
        long lowest = LoadChoice.DISTANCE + LoadChoice.COLD_CACHE;
        assertEquals(1, Long.signum(Math.min(LoadChoice.BUSY_WORKERS, LoadChoice.CPU_USE) - lowest));
    }
}
