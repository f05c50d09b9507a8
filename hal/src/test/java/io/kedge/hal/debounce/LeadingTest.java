package io.kedge.hal.debounce;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LeadingTest {
    private final Feed feed = new Feed(Machines.leading(20));

    @Test
    void thePressIsToldAtItsFirstEdgeAndTheBouncesAtTheEndOfTheLockOut() {
        assertEquals("high@0+0", feed.edge(0, true).told());
        assertEquals("high@0+0", feed.edge(3, false).edge(5, true).time(19).told());
        assertEquals("high@0+0 glitch2", feed.time(20).told());
    }

    @Test
    void aReleaseWithinTheLockOutIsToldAtItsEnd() {
        assertEquals("high@0+0 low@9+2", feed.edge(0, true).edge(3, false).edge(5, true).edge(9, false).time(20).told());
    }

    @Test
    void theReleaseToldLateIsLockedToo() {
        assertEquals("high@0+0 low@9+0 glitch2", feed.edge(0, true).edge(9, false).edge(25, true).edge(27, false).time(40).told());
    }

    @Test
    void anEdgeToTheLevelEverybodyKnowsIsAGlitchAndLocksNothing() {
        assertEquals("glitch1 high@5+0", feed.edge(0, false).edge(5, true).told());
    }

    @Test
    void aLateRunTellsEachMovementAsATimelyOne() {
        assertEquals("high@0+0 low@9+0 high@500+0", feed.edge(0, true).edge(9, false).edge(500, true).told());
    }
}
