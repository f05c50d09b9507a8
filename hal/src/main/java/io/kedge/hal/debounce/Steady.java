package io.kedge.hal.debounce;

import org.jspecify.annotations.Nullable;

/**
 * An event when the level has been steady for the period: settle and glitch. They differ in which edge of the movement dates
 * the event.
 *
 * <pre>
 *   STEADY -> MOVING   an edge                                      remembers it as the first
 *   MOVING -> MOVING   an edge before the due time                  one more bounce, due one period after it
 *   MOVING -> STEADY   due, level differs from the reported one     Changed: the dating edge, the others as bounces
 *   MOVING -> STEADY   due, level is the reported one               Glitch: all edges
 * </pre>
 */
final class Steady implements Debouncer {

    /** Which edge of a movement is the event's. */
    enum Dating {
        /** The first: the contact began to move then. */
        BY_FIRST_EDGE,
        /** The last, which began the level that lasted: what came before were pulses of their own, and too short. */
        BY_LASTING_EDGE
    }

    private final long periodNanos;
    private final Dating dating;
    private boolean reported;
    private @Nullable Sample first;     // both null means STEADY
    private @Nullable Sample last;
    private int edges;

    Steady(long periodNanos, Dating dating, boolean high) {
        this.periodNanos = periodNanos;
        this.dating = dating;
        this.reported = high;
    }

    @Override
    public Verdict onEdge(Sample sample) {
        if (first == null) {
            first = sample;
            edges = 0;
        }
        last = sample;
        edges++;
        return Verdict.Nothing.AT_ALL;
    }

    @Override
    public Verdict onTime(long nowNanos) {
        Sample start = first;
        Sample end = last;
        if (start == null || end == null || !expiredBefore(nowNanos)) {
            return Verdict.Nothing.AT_ALL;
        }
        first = null;
        last = null;
        if (end.high() == reported) {
            return new Verdict.Glitch(edges);
        }
        reported = end.high();
        return new Verdict.Changed(dating == Dating.BY_FIRST_EDGE ? start : end, reported, edges - 1);
    }

    @Override
    public @Nullable Movement movement() {
        Sample start = first;
        Sample end = last;
        return start == null || end == null ? null : new Movement(start, end, edges, false);
    }

    @Override
    public Verdict goOn(Movement movement) {
        if (movement.edges() > 0) {
            first = movement.told() ? movement.last() : movement.first();
            last = movement.last();
            edges = movement.edges();
        }
        return Verdict.Nothing.AT_ALL;
    }

    @Override
    public boolean armed() {
        return last != null;
    }

    @Override
    public long dueNanos() {
        Sample end = last;
        if (end == null) {
            throw new IllegalStateException("the level is steady, there is no due time");
        }
        return end.nanos() + periodNanos;
    }

    @Override
    public boolean reported() {
        return reported;
    }
}
