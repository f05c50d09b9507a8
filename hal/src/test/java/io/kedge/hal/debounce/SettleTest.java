package io.kedge.hal.debounce;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

class SettleTest {
    private final Debouncer machine = Machines.settle(20);
    private final Feed feed = new Feed(machine);

    @Test
    void aPressThatBouncesIsOneEventWithItsFirstEdgeAndItsBounces() {
        for (int i = 0; i < 13; i++) {
            feed.edge(i, i % 2 == 0);
        }
        assertEquals("", feed.time(31).told());
        assertEquals("high@0+12", feed.time(32).told());
    }

    @Test
    void aPulseShorterThanThePeriodIsAGlitch() {
        assertEquals("glitch2", feed.edge(0, true).edge(19, false).time(100).told());
    }

    @Test
    void anEdgeAtTheDueTimeBeginsANewMovement() {
        assertEquals("high@0+0 low@20+0", feed.edge(0, true).edge(20, false).time(40).told());
    }

    @Test
    void aLateRunTellsEachMovementAsATimelyOne() {
        assertEquals("high@0+0 low@500+1 high@900+0", feed.edge(0, true).edge(500, false).edge(503, false).edge(900, true).time(5000).told());
    }

    @Test
    void theTimerBeforeItsTimeSaysNothing() {
        machine.onEdge(new Sample(0, true, 1, 0, 0, false));
        assertInstanceOf(Verdict.Nothing.class, machine.onTime(19));
        assertFalse(machine.reported());
    }

    @Test
    void aTimerNobodyAskedForSaysNothing() {
        assertInstanceOf(Verdict.Nothing.class, machine.onTime(Long.MAX_VALUE));
    }

    @Test
    void itSurvivesTheClockWrappingAround() {
        long start = Long.MAX_VALUE - 5;
        assertEquals("high@" + start + "+2", feed.edge(start, true).edge(start + 3, false).edge(start + 8, true).time(start + 28).told());
    }
}
