package io.kedge.hal.debounce;

import org.jspecify.annotations.Nullable;

/**
 * An event when the level has been steady for the period.
 *
 * <pre>
 *   STEADY -> MOVING   an edge                                      remembers it as the first
 *   MOVING -> MOVING   an edge before the due time                  one more bounce, due one period after it
 *   MOVING -> STEADY   due, level differs from the reported one     Changed: first edge, bounces
 *   MOVING -> STEADY   due, level is the reported one               Glitch: all edges
 * </pre>
 */
final class Settle implements Debouncer {
    private final long periodNanos;
    private boolean reported;
    private @Nullable Sample first;     // null means STEADY
    private boolean level;
    private long lastEdgeNanos;
    private int edges;

    Settle(long periodNanos, boolean high) {
        this.periodNanos = periodNanos;
        this.reported = high;
    }

    @Override
    public Verdict onEdge(Sample sample) {
        if (first == null) {
            first = sample;
            edges = 0;
        }
        level = sample.high();
        lastEdgeNanos = sample.nanos();
        edges++;
        return Verdict.Nothing.AT_ALL;
    }

    @Override
    public Verdict onTime(long nowNanos) {
        Sample start = first;
        if (start == null || !expiredBefore(nowNanos)) {
            return Verdict.Nothing.AT_ALL;
        }
        first = null;
        if (level == reported) {
            return new Verdict.Glitch(edges);
        }
        reported = level;
        return new Verdict.Changed(start, level, edges - 1);
    }

    @Override
    public boolean armed() {
        return first != null;
    }

    @Override
    public long dueNanos() {
        return lastEdgeNanos + periodNanos;
    }

    @Override
    public boolean reported() {
        return reported;
    }
}
