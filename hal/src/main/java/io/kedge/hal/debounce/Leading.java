package io.kedge.hal.debounce;

import org.jspecify.annotations.Nullable;

/**
 * An event at the first edge, then none for the period.
 *
 * <pre>
 *   OPEN   -> LOCKED   an edge to another level                     Changed at once: no bounces yet
 *   OPEN   -> OPEN     an edge to the reported level                Glitch of one: its other half was merged away
 *   LOCKED -> LOCKED   an edge                                      kept as the last one
 *   LOCKED -> OPEN     due, level is the reported one               Glitch: the edges of the lock-out
 *   LOCKED -> LOCKED   due, level differs                           Changed: the last edge, the others as bounces; locked
 *                                                                   for one more period from the due time
 * </pre>
 *
 * The edges that follow a reported one are told when the lock-out ends, as {@link Verdict.Glitch}.
 */
final class Leading implements Debouncer {
    private final long periodNanos;
    private boolean reported;
    private boolean locked;
    private long dueNanos;
    private @Nullable Sample begin;     // the edge told last
    private @Nullable Sample last;      // the newest edge of this lock-out
    private int edges;                  // of this lock-out, without the one that began it

    Leading(long periodNanos, boolean high) {
        this.periodNanos = periodNanos;
        this.reported = high;
    }

    @Override
    public Verdict onEdge(Sample sample) {
        if (locked) {
            last = sample;
            edges++;
            return Verdict.Nothing.AT_ALL;
        }
        if (sample.high() == reported) {
            return new Verdict.Glitch(1);
        }
        reported = sample.high();
        lock(sample, sample.nanos());
        return new Verdict.Changed(sample, reported, 0);
    }

    @Override
    public Verdict onTime(long nowNanos) {
        if (!expiredBefore(nowNanos)) {
            return Verdict.Nothing.AT_ALL;
        }
        Sample end = last;
        int swallowed = edges;
        if (end == null || end.high() == reported) {
            locked = false;
            return swallowed == 0 ? Verdict.Nothing.AT_ALL : new Verdict.Glitch(swallowed);
        }
        reported = end.high();
        lock(end, dueNanos);
        return new Verdict.Changed(end, reported, swallowed - 1);
    }

    private void lock(Sample told, long fromNanos) {
        locked = true;
        begin = told;
        dueNanos = fromNanos + periodNanos;
        last = null;
        edges = 0;
    }

    @Override
    public @Nullable Movement movement() {
        Sample start = begin;
        Sample end = last;
        return !locked || start == null ? null : new Movement(start, end == null ? start : end, edges, true);
    }

    /** A lock-out goes on, with this period; a movement that was not told is told now if it leads to another level. */
    @Override
    public Verdict goOn(Movement movement) {
        if (movement.told()) {
            lock(movement.first(), movement.first().nanos());
            last = movement.edges() == 0 ? null : movement.last();
            edges = movement.edges();
            return Verdict.Nothing.AT_ALL;
        }
        if (movement.last().high() == reported) {
            return new Verdict.Glitch(movement.edges());
        }
        reported = movement.last().high();
        lock(movement.first(), movement.last().nanos());
        return new Verdict.Changed(movement.first(), reported, movement.edges() - 1);
    }

    @Override
    public boolean armed() {
        return locked;
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    @Override
    public boolean reported() {
        return reported;
    }
}
