package io.kedge.hal.irq;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.time.HalClock;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TopHalfTest {
    private final MemorySegment events = Arena.ofAuto().allocate(8L * V2LineEvent.BYTES, 8);
    private final List<Integer> wakeUps = new ArrayList<>();
    private final EdgeRing ring = new EdgeRing(4);
    private long now = 1000;
    private long step;
    private final TopHalf topHalf = new TopHalf(ring, wakeUps::add, new HalClock() {
        @Override
        public long monotonicNanos() {
            long read = now;
            now += step;
            return read;
        }

        @Override
        public long wallMillis() {
            return 77;
        }

        @Override
        public boolean wallSynced() {
            return true;
        }
    });

    @Test
    void aBatchIsStoredWithItsTimeOfReceiptAndWakesOnce() {
        batch(1, 2, 3);
        List<String> seen = new ArrayList<>();
        while (ring.poll((stamp, received, wall, id, seqno) -> seen.add(stamp + " " + received + " " + wall + " " + id + " " + seqno))) { }
        assertEquals(List.of("10 1000 77 1 1", "20 1000 77 2 2", "30 1000 77 1 3"), seen);
        assertEquals(List.of(3), wakeUps);
        assertEquals(3, topHalf.edges());
        assertEquals(0, topHalf.lost());
    }

    @Test
    void gapsInTheNumbersAreLostEdgesAlsoBeforeTheFirstAndAcrossBatches() {
        batch(3, 4);
        batch(7);
        assertEquals(4, topHalf.lost());
        assertEquals(3, topHalf.edges());
    }

    @Test
    void theNumbersMayWrapAround() {
        batch(-1);
        long before = topHalf.lost();
        batch(0, 1);
        assertEquals(before, topHalf.lost());
    }

    @Test
    void aFullRingStillWakes() {
        batch(1, 2, 3, 4, 5, 6);
        assertEquals(List.of(4), wakeUps);
        assertEquals(2, ring.overflows());
    }

    @Test
    void aSlowOneIsCounted() {
        step = TopHalf.SLOW_NANOS + 1;
        batch(1);
        step = TopHalf.SLOW_NANOS;
        batch(2);
        assertEquals(1, topHalf.slow());
        assertEquals(TopHalf.SLOW_NANOS + 1, topHalf.longestNanos());
        assertEquals(2 * TopHalf.SLOW_NANOS + 1, topHalf.nanos());
    }

    private void batch(int... seqnos) {
        for (int i = 0; i < seqnos.length; i++) {
            V2LineEvent.write(events, i, 10L * seqnos[i], seqnos[i] % 2 == 0 ? 2 : 1, seqnos[i]);
        }
        topHalf.handle(events, 0, seqnos.length);
    }
}
