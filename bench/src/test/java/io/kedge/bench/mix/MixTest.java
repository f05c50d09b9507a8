package io.kedge.bench.mix;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The mixed load runs on the engine and on each peer, and their threads are found. Nothing is said about its numbers. */
class MixTest {

    @ParameterizedTest
    @EnumSource
    void eachContenderWorksAndIsSeen(MixContender contender) throws Exception {
        Mix.Turn turn = Mix.turnOf(contender, 1);
        assertTrue(turn.runsPerSecond() > 0, turn.toString());
        assertTrue(turn.threads().mostThreads() > 0, () -> "no thread is called " + contender.threads);
        assertTrue(turn.threads().looks() > 0, turn.toString());
        assertTrue(turn.threads().percent(0) < 100, "its threads are never runnable");
        double percent = turn.threads().percent(0) + turn.threads().percent(1) + turn.threads().percent(2) + turn.threads().percent(3);
        assertEquals(100, percent, 0.01);
        assertTrue(turn.probeMillis().get(2) > 0, turn.toString());
    }
}
