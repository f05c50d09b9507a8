package io.kedge.hal.debounce;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class GlitchTest {
    private final Feed feed = new Feed(Machines.glitch(20));

    @Test
    void aLevelIsToldWhenItHasLastedWithTheEdgeThatBeganIt() {
        assertEquals("", feed.edge(7, true).time(26).told());
        assertEquals("high@7+0", feed.time(27).told());
    }

    @Test
    void aSpikeShortlyBeforeDoesNotDateTheEventAndIsItsBounce() {
        assertEquals("high@12+2", feed.edge(0, true).edge(1, false).edge(12, true).time(32).told());
    }

    @Test
    void aSpikeLongBeforeIsSwallowedByItself() {
        assertEquals("glitch2 high@50+0", feed.edge(0, true).edge(1, false).edge(50, true).time(70).told());
    }

    @Test
    void aPulseOfThePeriodIsToldAndOneThatIsShorterIsNot() {
        assertEquals("high@0+0 low@20+0 glitch2", feed.edge(0, true).edge(20, false).edge(60, true).edge(79, false).time(200).told());
    }

    @Test
    void aDipThatIsShorterLeavesTheLevelAsItIs() {
        assertEquals("high@0+0 glitch2 low@90+0", feed.edge(0, true).edge(50, false).edge(55, true).edge(90, false).time(110).told());
    }

    @Test
    void aMergedEdgeHidesADipSoTheLevelBeginsAnew() {
        assertEquals("high@15+1", feed.edge(0, true).edge(15, true).time(35).told());
    }
}
