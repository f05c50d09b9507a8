package io.kedge.hal.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.irq.EdgeRing;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A line that nobody interrupts for: its bottom half reads the level every 10 ms. */
class PolledHalfTest {
    private static final long MS = 1_000_000;

    private final ManualClock clock = new ManualClock();
    private final Delivery delivery = new Delivery("tank");
    private final List<LineEvent> events = new ArrayList<>();
    private boolean high;
    private boolean gone;

    @Test
    void anotherLevelIsAnEdgeAndTheSameOneIsNone() {
        BottomHalf half = half(config());
        assertEquals(10 * MS, half.run());
        assertEquals(List.of(), events);
        high = true;
        clock.at(10 * MS);
        assertEquals(10 * MS, half.run());
        clock.at(20 * MS);
        half.run();
        high = false;
        clock.at(30 * MS);
        half.run();
        assertEquals(List.of(true, false), events.stream().map(LineEvent::active).toList());
        assertEquals(List.of(10 * MS, 30 * MS), events.stream().map(LineEvent::stampNanos).toList(), "when it was read");
        assertEquals(List.of(1, 2), events.stream().map(LineEvent::lineSeqno).toList());
        assertEquals(List.of(0L, 0L), events.stream().map(LineEvent::merged).toList(), "nobody can tell what was between");
        assertEquals(2, half.polledEdges());
    }

    @Test
    void onlyTheEdgesAskedForAreEvents() {
        BottomHalf half = half(config().edges(Edges.FALLING));
        for (int at = 1; at <= 4; at++) {
            high = at % 2 != 0;
            clock.at(10L * at * MS);
            half.run();
        }
        assertEquals(List.of(false, false), events.stream().map(LineEvent::active).toList());
    }

    @Test
    void itIsDebouncedAsAnyLineAndReadOnMeanwhile() {
        BottomHalf half = half(config().debounce(Debounce.settle(Duration.ofMillis(25))));
        high = true;
        clock.at(10 * MS);
        assertEquals(10 * MS, half.run(), "the next reading comes before the verdict");
        clock.at(30 * MS);
        assertEquals(5 * MS, half.run(), "the verdict before the next reading");
        clock.at(35 * MS);
        half.run();
        assertEquals(List.of(true), events.stream().map(LineEvent::active).toList());
        assertEquals(10 * MS, events.getFirst().stampNanos());
    }

    @Test
    void aLineWhoseChipIsAwayIsReadOnAndTellsNothing() {
        BottomHalf half = half(config());
        gone = true;
        high = true;
        clock.at(10 * MS);
        assertEquals(10 * MS, half.run());
        assertTrue(events.isEmpty());
        gone = false;
        half.readAgain();
        clock.at(20 * MS);
        half.run();
        assertEquals(1, events.size());
        assertTrue(events.getFirst().resync(), "found by whoever opened it again, not by a reading");
        assertFalse(events.getFirst().merged() > 0);
    }

    private static LineConfig.Builder config() {
        return LineConfig.input("tank", LineAddress.at("expander", 3)).pollEvery(Duration.ofMillis(10));
    }

    private BottomHalf half(LineConfig.Builder config) {
        BottomHalf half = new BottomHalf(config.build(), new EdgeRing(16), clock, delivery, new InputPort() {
            @Override
            public boolean high() {
                if (gone) {
                    throw new LineException("its chip was taken away");
                }
                return high;
            }

            @Override
            public void close() {
                throw new AssertionError("a bottom half closes nothing");
            }
        });
        delivery.onEvent(events::add);
        return half;
    }
}
