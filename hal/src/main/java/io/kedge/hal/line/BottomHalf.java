package io.kedge.hal.line;

import java.time.Instant;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Edge;
import io.kedge.hal.api.EdgeEvent;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.debounce.Debouncer;
import io.kedge.hal.debounce.Movement;
import io.kedge.hal.debounce.Sample;
import io.kedge.hal.debounce.Verdict;
import io.kedge.hal.irq.EdgeRing;
import io.kedge.hal.irq.Tally;
import io.kedge.hal.time.HalClock;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a line's edges after the interrupt: drains the ring, finds gaps and merged edges, asks the debounce,
 * delivers. Knows no engine and no thread: somebody calls {@link #run}, one at a time, and obeys its answer. Counters have
 * one writer and may be read by anyone.
 */
final class BottomHalf {
    /** Answer of {@link #run}: nothing to wait for. */
    static final long IDLE = -1;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LineConfig config;
    private final EdgeRing ring;
    private final HalClock clock;
    private final Delivery delivery;
    private final InputPort port;
    private volatile boolean readAgain; // set by any thread, taken by the line's work item
    private volatile @Nullable Change wanted;   // the newest, by any thread; null if there was none
    private @Nullable Change done;      // the newest that the debouncer knows
    private Debouncer debouncer;
    private boolean level;              // after the newest edge
    private boolean edgeSeen;           // a polarity can only repeat after the first edge
    private int lastSeqno;
    private boolean lossSeen;           // since the last resync
    private long lostSinceEvent;
    private long mergedSinceEvent;
    private boolean resyncedMovement;   // the level was read again while the debounce was deciding
    private long startedNanos;          // of this run
    private final Tally events = new Tally();   // all tallies: written by the line's work item
    private final Tally bounces = new Tally();
    private final Tally merged = new Tally();
    private final Tally resyncs = new Tally();
    private final Tally polledEdges = new Tally();

    BottomHalf(LineConfig config, EdgeRing ring, HalClock clock, Delivery delivery, InputPort port) {
        this.config = config;
        this.ring = ring;
        this.clock = clock;
        this.delivery = delivery;
        this.port = port;
        this.level = port.high();
        this.debouncer = machine(config.debounce(), level);
    }

    private Debouncer machine(Debounce debounce, boolean high) {
        return Debouncer.of(debounce, high, !config.activeLow());
    }

    /** Debounces otherwise from now on, however late the next run is; the caller asks for one. One thread at a time, any. */
    void debounce(Debounce debounce) {
        wanted = new Change(debounce, clock.monotonicNanos());
    }

    /** Has the next run read the level again, as after a loss. Any thread. */
    void readAgain() {
        readAgain = true;
    }

    /**
     * Takes at most one ring full of edges, then the time.
     *
     * @return nanoseconds until it wants to run again, 0 for at once, {@link #IDLE} for not until the next edge
     */
    long run() {
        startedNanos = clock.monotonicNanos();
        for (int taken = 0; ring.poll(this::edge); taken++) {
            if (taken > ring.capacity()) {
                return 0;   // a flood; let others run
            }
        }
        if (ring.takeOverflow() || lossSeen || readAgain) {
            resync();
        }
        if (config.polled()) {
            poll();
        }
        long now = clock.monotonicNanos();
        change(now);
        advance(now);
        return untilNextRun();
    }

    private long untilNextRun() {
        boolean armed = debouncer.armed();
        if (!armed && !config.polled()) {
            return IDLE;
        }
        long now = clock.monotonicNanos();
        long verdict = armed ? debouncer.dueNanos() - now : Long.MAX_VALUE;
        long reading = config.polled() ? startedNanos + config.poll().toNanos() - now : Long.MAX_VALUE;
        return Math.max(0, Math.min(verdict, reading));
    }

    /** Nobody interrupts: an edge is what is found to be another level than before. */
    private void poll() {
        boolean high;
        try {
            high = port.high();
        } catch (LineException gone) {
            return;   // who reopens the line knows
        }
        Edge edge = Edge.to(high);
        if (high == level || !config.edges().include(edge)) {
            level = high;
            return;
        }
        polledEdges.add(1);
        long now = clock.monotonicNanos();
        long wall = clock.wallMillis();
        edge(stampOf(now, wall), now, wall, edge.code(), lastSeqno + 1);
    }

    private void edge(long stampNanos, long receivedNanos, long wallMillis, int id, int lineSeqno) {
        Edge edge = Edge.ofCode(id);
        long lostBefore = Integer.toUnsignedLong(lineSeqno - lastSeqno - 1);
        boolean suspect = edgeSeen && config.edges() == Edges.BOTH && lostBefore == 0 && edge.high() == level;
        lastSeqno = lineSeqno;
        level = edge.high();
        edgeSeen = true;
        account(lostBefore, suspect);
        if (delivery.wantsEdges()) {
            delivery.edge(new EdgeEvent(config.id(), edge, stampNanos, config.clock(), lineSeqno, receivedNanos, lostBefore, suspect, false));
        }
        boolean monotonic = config.clock() == EventClock.MONOTONIC;
        long nanos = monotonic ? stampNanos : receivedNanos;   // a clock that jumps must not time a debounce
        long wall = wallMillis - (receivedNanos - nanos) / NANOS_PER_MILLI;
        feed(new Sample(nanos, level, lineSeqno, stampNanos, wall, false), receivedNanos);
    }

    private void account(long lostBefore, boolean suspect) {
        if (lostBefore > 0) {
            lossSeen = true;
            lostSinceEvent += lostBefore;
        }
        if (suspect) {
            merged.add(1);
            mergedSinceEvent++;
        }
    }

    /** Edges are missing: what counts is the level now. */
    private void resync() {
        lossSeen = false;
        readAgain = false;
        resyncs.add(1);
        boolean high = port.high();
        long now = clock.monotonicNanos();
        long wall = clock.wallMillis();
        if (delivery.wantsEdges()) {
            delivery.edge(new EdgeEvent(config.id(), Edge.to(high), now, EventClock.MONOTONIC, lastSeqno, now, 0, false, true));
        }
        if (high != level) {
            level = high;
            feed(new Sample(now, high, lastSeqno, stampOf(now, wall), wall, true), now);
        }
        resyncedMovement |= debouncer.armed();
    }

    private long stampOf(long monotonicNanos, long wallMillis) {
        return config.clock() == EventClock.REALTIME ? wallMillis * NANOS_PER_MILLI : monotonicNanos;
    }

    private void feed(Sample sample, long dueNanos) {
        change(sample.nanos());
        advance(sample.nanos());
        verdict(debouncer.onEdge(sample), dueNanos);
    }

    private void advance(long nowNanos) {
        while (debouncer.expiredBefore(nowNanos)) {
            long due = debouncer.dueNanos();
            verdict(debouncer.onTime(due), due);
            resyncedMovement &= debouncer.armed();
        }
    }

    /** If a change came by now, the old machine tells what was due by then, and the new one goes on with the rest. */
    private void change(long nowNanos) {
        Change next = wanted;
        if (next == null || next == done || nowNanos - next.atNanos() < 0) {
            return;
        }
        advance(next.atNanos());
        done = next;
        Debouncer old = debouncer;
        verdict(old.end(), next.atNanos());
        Movement movement = old.movement();
        debouncer = machine(next.to(), old.reported());
        if (movement != null) {
            verdict(debouncer.goOn(movement), next.atNanos());
        }
    }

    private record Change(Debounce to, long atNanos) { }

    private void verdict(Verdict verdict, long dueNanos) {
        switch (verdict) {
            case Verdict.Nothing nothing -> { }
            case Verdict.Glitch(int edges) -> bounces.add(edges);
            case Verdict.Changed changed -> {
                changed(changed, dueNanos);
                resyncedMovement = false;
            }
        }
    }

    private void changed(Verdict.Changed change, long dueNanos) {
        bounces.add(change.bounces());
        events.add(1);
        Sample first = change.first();
        LineEvent event = new LineEvent(
                config.id(),
                change.high() != config.activeLow(),
                first.lineSeqno(),
                first.stampNanos(),
                config.clock(),
                first.nanos(),
                timeOf(first),
                clock.wallSynced(),
                change.bounces(),
                lostSinceEvent,
                mergedSinceEvent,
                first.resync() || resyncedMovement,
                Math.max(0, startedNanos - dueNanos));
        lostSinceEvent = 0;
        mergedSinceEvent = 0;
        delivery.event(event);
    }

    private Instant timeOf(Sample first) {
        return config.clock() == EventClock.REALTIME
                ? Instant.ofEpochSecond(0, first.stampNanos())
                : Instant.ofEpochMilli(first.wallMillis());
    }

    long events() {
        return events.get();
    }

    long bounces() {
        return bounces.get();
    }

    long merged() {
        return merged.get();
    }

    long resyncs() {
        return resyncs.get();
    }

    /** {@return edges that were found by reading the level} */
    long polledEdges() {
        return polledEdges.get();
    }
}
