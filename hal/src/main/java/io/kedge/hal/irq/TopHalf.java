package io.kedge.hal.irq;

import java.lang.foreign.MemorySegment;

import io.kedge.hal.time.HalClock;

/**
 * One line's interrupt handler: stamps the edges, stores them in the ring, wakes the bottom half. Run by gpio-irq only,
 * which must not block and must not allocate here. Its counters have one writer and may be read by anyone.
 */
public final class TopHalf {
    /** A top half that takes longer than this is counted as slow. */
    public static final long SLOW_NANOS = 100_000;

    private final EdgeRing ring;
    private final Wakeup wakeup;
    private final HalClock clock;
    private int lastSeqno;                    // gpio-irq, or who requests the line anew while nothing comes; the kernel counts from 1
    private int before;                       // as lastSeqno: what earlier requests of the line counted to
    private final Tally edges = new Tally();  // all tallies: written by gpio-irq
    private final Tally lost = new Tally();
    private final Tally slow = new Tally();
    private final Tally nanos = new Tally();
    private final Tally longestNanos = new Tally();

    /** Fills the ring and wakes by the wake-up. */
    public TopHalf(EdgeRing ring, Wakeup wakeup, HalClock clock) {
        this.ring = ring;
        this.wakeup = wakeup;
        this.clock = clock;
    }

    /** Takes one batch of the line. gpio-irq only. */
    void handle(MemorySegment events, int from, int count) {
        long received = clock.monotonicNanos();
        long wall = clock.wallMillis();
        long gaps = 0;
        for (int i = from; i < from + count; i++) {
            int seqno = before + V2LineEvent.lineSeqno(events, i);
            gaps += Integer.toUnsignedLong(seqno - lastSeqno - 1);
            lastSeqno = seqno;
            ring.offer(V2LineEvent.timestampNanos(events, i), received, wall, V2LineEvent.id(events, i), seqno);
        }
        edges.add(count);
        lost.add(gaps);
        wakeup.edges(ring.size());
        account(clock.monotonicNanos() - received);
    }

    /** The line is about to be requested anew: the kernel will count from 1 again, and this goes on. While no edge can come. */
    public void startOver() {
        before = lastSeqno;
    }

    private void account(long tookNanos) {
        nanos.add(tookNanos);
        longestNanos.raiseTo(tookNanos);
        if (tookNanos > SLOW_NANOS) {
            slow.add(1);
        }
    }

    /** {@return edges that came} */
    public long edges() {
        return edges.get();
    }

    /** {@return edges that the kernel dropped, by gaps in the line's numbers} */
    public long lost() {
        return lost.get();
    }

    /** {@return batches that took longer than {@link #SLOW_NANOS}} */
    public long slow() {
        return slow.get();
    }

    /** {@return time spent in this top half} */
    public long nanos() {
        return nanos.get();
    }

    /** {@return the longest batch} */
    public long longestNanos() {
        return longestNanos.get();
    }
}
