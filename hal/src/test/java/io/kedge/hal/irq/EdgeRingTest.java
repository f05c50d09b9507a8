package io.kedge.hal.irq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EdgeRingTest {
    private final List<String> seen = new ArrayList<>();
    private final EdgeRing.Reader reader =
            (stamp, received, wall, id, seqno) -> seen.add(stamp + "/" + received + "/" + wall + "/" + id + "/" + seqno);

    @Test
    void eachFieldReadsBackAtItsLimits() {
        EdgeRing ring = new EdgeRing(2);
        ring.offer(Long.MIN_VALUE, Long.MAX_VALUE, -1, 2, -1);
        ring.offer(0, 1, 2, 1, 0);
        assertTrue(ring.poll(reader));
        assertTrue(ring.poll(reader));
        assertFalse(ring.poll(reader));
        assertEquals(List.of(Long.MIN_VALUE + "/" + Long.MAX_VALUE + "/-1/2/-1", "0/1/2/1/0"), seen);
    }

    @Test
    void capacityIsRoundedUpToAPowerOfTwo() {
        assertEquals(List.of(1, 2, 4, 128, 1024), List.of(cap(1), cap(2), cap(3), cap(100), cap(1024)));
        assertThrows(IllegalArgumentException.class, () -> new EdgeRing(0));
    }

    private static int cap(int atLeast) {
        return new EdgeRing(atLeast).capacity();
    }

    @Test
    void aFullRingRefusesTheNewestCountsItAndMarksIt() {
        EdgeRing ring = new EdgeRing(2);
        assertTrue(ring.offer(1, 0, 0, 1, 1));
        assertTrue(ring.offer(2, 0, 0, 2, 2));
        assertFalse(ring.takeOverflow());
        assertFalse(ring.offer(3, 0, 0, 1, 3));
        assertFalse(ring.offer(4, 0, 0, 2, 4));
        assertEquals(2, ring.overflows());
        assertTrue(ring.takeOverflow());
        assertFalse(ring.takeOverflow());
        assertTrue(ring.poll(reader));
        assertTrue(ring.offer(5, 0, 0, 1, 5));
        assertTrue(ring.poll(reader));
        assertTrue(ring.poll(reader));
        assertEquals(List.of("1/0/0/1/1", "2/0/0/2/2", "5/0/0/1/5"), seen);
    }

    @Test
    void twoThreadsSeeEveryEdgeWholeAndInOrder() throws InterruptedException {
        int edges = 200_000;
        EdgeRing ring = new EdgeRing(64);
        AtomicLong torn = new AtomicLong();
        AtomicLong next = new AtomicLong(1);
        Thread consumer = Thread.ofPlatform().start(() -> {
            while (next.get() <= edges) {
                boolean took = ring.poll((stamp, received, wall, id, seqno) -> {
                    boolean whole = stamp == next.get() && received == -stamp && wall == 2 * stamp && seqno == (int) stamp;
                    torn.addAndGet(whole ? 0 : 1);
                    next.incrementAndGet();
                });
                if (!took) {
                    Thread.onSpinWait();
                }
            }
        });
        for (long i = 1; i <= edges; i++) {
            while (!ring.offer(i, -i, 2 * i, 1 + (int) (i % 2), (int) i)) {
                Thread.onSpinWait();
            }
        }
        consumer.join();
        assertEquals(0, torn.get());
        assertEquals(0, ring.size());
    }
}
