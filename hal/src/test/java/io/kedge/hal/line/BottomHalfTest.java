package io.kedge.hal.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.EdgeEvent;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.irq.EdgeRing;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BottomHalfTest {
    private static final long MS = 1_000_000;
    private static final Debounce SETTLE = Debounce.settle(Duration.ofMillis(20));

    private final EdgeRing ring = new EdgeRing(16);
    private final ManualClock clock = new ManualClock();
    private final Delivery delivery = new Delivery("button");
    private final List<LineEvent> events = new ArrayList<>();
    private final List<EdgeEvent> edges = new ArrayList<>();
    private boolean high;
    private int seqno;

    @Test
    void aPressThatBouncesIsOneEvent() {
        BottomHalf half = half(config(SETTLE).activeLow(true), true);
        for (int i = 0; i < 13; i++) {
            edge(i * MS / 2, i % 2 != 0);
        }
        clock.at(10 * MS);
        assertEquals(16 * MS, half.run(), "due 20 ms after the last edge");
        assertEquals(List.of(), events);
        clock.at(27 * MS);
        assertEquals(BottomHalf.IDLE, half.run());
        LineEvent pressed = events.getFirst();
        assertEquals(1, events.size());
        assertTrue(pressed.active());
        assertEquals(12, pressed.bounces());
        assertEquals(0, pressed.stampNanos());
        assertEquals(1, pressed.lineSeqno());
        assertEquals(1 * MS, pressed.queueDelayNanos(), "ran 1 ms after it was due");
        assertEquals(Instant.ofEpochMilli(ManualClock.WALL_AT_ZERO_MILLIS), pressed.time());
        assertEquals(12, half.bounces());
    }

    @Test
    void aRunThatComesVeryLateTellsTheSameStory() {
        BottomHalf half = half(config(SETTLE), false);
        edge(0, true);
        edge(100 * MS, false);
        edge(101 * MS, true);
        edge(102 * MS, false);
        edge(300 * MS, true);
        clock.at(900 * MS);
        assertEquals(BottomHalf.IDLE, half.run());
        assertEquals(List.of("true@0+0", "false@100+2", "true@300+0"), told());
    }

    @Test
    void gapsAreLostEdgesAndTheLevelIsReadAgain() {
        BottomHalf half = half(config(Debounce.none()), false);
        edge(0, true);
        seqno += 3;
        edge(5 * MS, true);
        high = false;
        clock.at(6 * MS);
        half.run();
        assertEquals(List.of("true@0+0", "true@5+0", "false@6+0"), told());
        assertEquals(List.of(0L, 3L, 0L), events.stream().map(LineEvent::lost).toList());
        assertEquals(List.of(false, false, true), events.stream().map(LineEvent::resync).toList());
        assertEquals(List.of(false, false, true), edges.stream().map(EdgeEvent::resync).toList());
        assertEquals(1, half.resyncs());
    }

    @Test
    void aLossThatChangedNothingResyncsWithoutAnEvent() {
        BottomHalf half = half(config(Debounce.none()), false);
        seqno += 2;
        edge(0, true);
        high = true;
        half.run();
        assertEquals(List.of("true@0+0"), told());
        assertEquals(1, half.resyncs());
        half.run();
        assertEquals(1, half.resyncs(), "once for each loss");
    }

    @Test
    void anOverflowOfTheRingIsLostEdgesAndAResync() {
        BottomHalf half = half(config(SETTLE), false);
        for (int i = 0; i < 20; i++) {
            edge(i, i % 2 == 0);
        }
        high = true;
        clock.at(1 * MS);
        assertEquals(20 * MS, half.run());
        assertEquals(1, half.resyncs());
        clock.at(21 * MS);
        half.run();
        assertEquals(List.of("true@0+16"), told());
        edge(50 * MS, false);
        clock.at(71 * MS);
        half.run();
        assertEquals(4, events.getLast().lost());
        assertEquals(4, ring.overflows());
    }

    @Test
    void aLossWithinAMovementMarksItsEventAndNoOther() {
        BottomHalf half = half(config(SETTLE), false);
        edge(0, true);
        seqno += 4;
        edge(1 * MS, true);
        high = true;
        clock.at(2 * MS);
        half.run();
        clock.at(30 * MS);
        half.run();
        edge(50 * MS, false);
        high = false;
        clock.at(80 * MS);
        half.run();
        assertEquals(List.of("true@0+1", "false@50+0"), told());
        assertEquals(List.of(true, false), events.stream().map(LineEvent::resync).toList());
        assertEquals(List.of(4L, 0L), events.stream().map(LineEvent::lost).toList());
    }

    @Test
    void aLossWithinAMovementThatComesToNothingMarksNothing() {
        BottomHalf half = half(config(SETTLE), false);
        edge(0, true);
        seqno += 4;
        edge(1 * MS, false);
        clock.at(2 * MS);
        half.run();
        clock.at(30 * MS);
        half.run();
        edge(50 * MS, true);
        high = true;
        clock.at(80 * MS);
        half.run();
        assertEquals(List.of("true@50+0"), told());
        assertEquals(List.of(false), events.stream().map(LineEvent::resync).toList());
    }

    @Test
    void aLossWithinALockOutMarksTheEventAtItsEndOrNothing() {
        BottomHalf half = half(config(Debounce.leading(Duration.ofMillis(20))), false);
        edge(0, true);
        half.run();
        seqno += 2;
        edge(5 * MS, true);
        clock.at(6 * MS);
        half.run();   // reads low: that is an edge in the lock-out
        clock.at(21 * MS);
        half.run();
        edge(90 * MS, true);
        high = true;
        half.run();
        assertEquals(List.of("true@0+0", "false@6+1", "true@90+0"), told());
        assertEquals(List.of(false, true, false), events.stream().map(LineEvent::resync).toList());
    }

    @Test
    void aLossWithinAWindowMarksItsEventAndIsNoEdgeOfIt() {
        BottomHalf half = half(config(Debounce.count(2, Duration.ofMillis(20))), false);
        edge(0, true);
        seqno += 7;
        edge(1 * MS, true);
        clock.at(2 * MS);
        half.run();   // reads low
        clock.at(21 * MS);
        half.run();
        assertEquals(List.of("true@0+1"), told());
        assertEquals(List.of(true), events.stream().map(LineEvent::resync).toList());
        assertEquals(7, events.getFirst().lost());
        assertEquals(2, events.getFirst().edges());
    }

    @Test
    void aRepeatedPolarityHidesAMergedEdge() {
        BottomHalf half = half(config(Debounce.none()), false);
        edge(0, true);
        edge(1, true);
        edge(2, false);
        half.run();
        assertEquals(List.of(false, true, false), edges.stream().map(EdgeEvent::mergedSuspect).toList());
        assertEquals(List.of(0L, 1L, 0L), events.stream().map(LineEvent::merged).toList());
        assertEquals(1, half.merged());
    }

    @Test
    void withOneEdgeArmedARepeatedPolarityIsNormal() {
        BottomHalf half = half(config(Debounce.none()).edges(Edges.RISING), false);
        edge(0, true);
        edge(1, true);
        half.run();
        assertEquals(0, half.merged());
        assertEquals(2, events.size());
    }

    @Test
    void aJumpingWallClockDoesNotTimeTheDebounce() {
        BottomHalf half = half(config(SETTLE).clock(EventClock.REALTIME), false);
        clock.at(5 * MS);
        long lastYear = 3_600_000 * MS;
        ring.offer(lastYear, 5 * MS, clock.wallMillis(), 1, 1);
        clock.at(25 * MS);
        half.run();
        LineEvent event = events.getFirst();
        assertEquals(lastYear, event.stampNanos());
        assertEquals(5 * MS, event.monotonicNanos());
        assertEquals(Instant.ofEpochSecond(3600), event.time());
    }

    @Test
    void aHandlerThatThrowsHarmsNobodyElse() {
        BottomHalf half = half(config(Debounce.none()), false);
        List<Boolean> second = new ArrayList<>();
        delivery.onEvent(event -> {
            throw new IllegalStateException("on purpose");
        });
        delivery.onEvent(event -> second.add(event.active()));
        edge(0, true);
        edge(1, false);
        half.run();
        assertEquals(List.of(true, false), second);
        assertEquals(2, delivery.failures());
    }

    @Test
    void anErrorOfAHandlerHarmsNobodyElseEither() {
        BottomHalf half = half(config(Debounce.none()), false);
        List<Boolean> second = new ArrayList<>();
        delivery.onEvent(event -> {
            throw new StackOverflowError("on purpose");
        });
        delivery.onEvent(event -> second.add(event.active()));
        edge(0, true);
        half.run();
        assertEquals(List.of(true), second);
        assertEquals(1, delivery.failures());
    }

    @Test
    void aFloodIsTakenInPortions() {
        BottomHalf half = half(config(Debounce.none()), false);
        delivery.onEdge(edge -> edge(edge.stampNanos() + 1, edge.lineSeqno() % 2 == 0));
        edge(0, true);
        assertEquals(0, half.run(), "asks to be queued again");
        assertEquals(ring.capacity() + 2, edges.size());
    }

    @Test
    void aHandlerCanBeTakenOff() {
        BottomHalf half = half(config(Debounce.none()), false);
        List<LineEvent> mine = new ArrayList<>();
        try (var registration = delivery.onEvent(mine::add)) {
            edge(0, true);
            half.run();
            assertFalse(mine.isEmpty(), registration.toString());
        }
        edge(1, false);
        half.run();
        assertEquals(1, mine.size());
    }

    private static LineConfig.Builder config(Debounce debounce) {
        return LineConfig.input("button", LineAddress.at("chip", 3)).debounce(debounce);
    }

    private BottomHalf half(LineConfig.Builder config, boolean initial) {
        high = initial;
        BottomHalf half = new BottomHalf(config.build(), ring, clock, delivery, new InputPort() {
            @Override
            public boolean high() {
                return high;
            }

            @Override
            public void close() {
                throw new AssertionError("a bottom half closes nothing");
            }
        });
        delivery.onEvent(events::add);
        delivery.onEdge(edges::add);
        return half;
    }

    private void edge(long nanos, boolean level) {
        ring.offer(nanos, nanos, ManualClock.WALL_AT_ZERO_MILLIS + nanos / MS, level ? 1 : 2, ++seqno);
    }

    private List<String> told() {
        return events.stream().map(e -> e.active() + "@" + e.stampNanos() / MS + "+" + e.bounces()).toList();
    }
}
