package io.kedge.hal.debounce;

import java.time.Duration;

import io.kedge.hal.api.Debounce;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class CountWindowTest {
    private final Feed feed = new Feed(Machines.count(3, 100));

    @Test
    void enoughEdgesAreOneEventAtTheEndOfTheWindowWithAllOfTheirs() {
        feed.edge(0, true).edge(10, false).edge(20, true).edge(90, false);
        assertEquals("", feed.time(99).told());
        assertEquals("high@0+3", feed.time(100).told());
    }

    @Test
    void fewerAreSwallowedOneByOne() {
        assertEquals("glitch1 glitch1", feed.edge(0, true).edge(10, false).time(110).told());
    }

    @Test
    void aBurstAfterAStrayEdgeIsFoundForTheWindowSlides() {
        Feed four = new Feed(Machines.count(4, 100));
        four.edge(0, true);
        for (int i = 98; i <= 102; i++) {
            four.edge(i, i % 2 == 1);
        }
        assertEquals("glitch1 high@98+4", four.time(300).told());
    }

    @Test
    void anEdgeAtTheEndOfTheWindowBeginsTheNext() {
        assertEquals("high@0+2 glitch1", feed.edge(0, true).edge(1, false).edge(2, true).edge(100, false).time(300).told());
    }

    @Test
    void activityWithoutEndIsAnEventEachWindowWhoseNumbersAreTheRate() {
        for (int i = 0; i < 30; i++) {
            feed.edge(10L * i, i % 2 == 0);
        }
        assertEquals("high@0+9 high@100+9 high@200+9", feed.time(1000).told());
    }

    @Test
    void oneIsEnoughToCountPulsesOfOnePolarity() {
        Feed pulses = new Feed(Machines.count(1, 100));
        assertEquals("high@5+2 high@400+0", pulses.edge(5, true).edge(50, true).edge(104, true).edge(400, true).time(600).told());
    }

    @Test
    void itIsActiveOnALineWhereLowIs() {
        Feed low = new Feed(Debouncer.of(Debounce.count(1, Duration.ofNanos(100)), true, false));
        assertEquals("low@0+1", low.edge(0, false).edge(30, true).time(100).told());
    }

    @Test
    void aLevelReadAgainAfterALossIsNoEdge() {
        Debouncer machine = Machines.count(1, 100);
        machine.onEdge(new Sample(0, true, 1, 0, 0, true));
        assertFalse(machine.armed());
    }
}
