package io.kedge.hal.debounce;

import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.api.Debounce;

/** Feeds a machine as a bottom half does, and writes down every verdict that says something. */
public final class Feed {
    private final Debouncer machine;
    private final List<Verdict> verdicts = new ArrayList<>();
    private int seqno;

    Feed(Debouncer machine) {
        this.machine = machine;
    }

    /** {@return a feed of a fresh machine at a line that is low} */
    public static Feed of(Debounce debounce) {
        return new Feed(Machines.of(debounce));
    }

    /** Feeds an edge. */
    public Feed edge(long nanos, boolean high) {
        time(nanos);
        keep(machine.onEdge(new Sample(nanos, high, ++seqno, nanos, 0, false)));
        return this;
    }

    /** Feeds the time. */
    public Feed time(long nanos) {
        while (machine.expiredBefore(nanos)) {
            keep(machine.onTime(machine.dueNanos()));
        }
        return this;
    }

    private void keep(Verdict verdict) {
        if (!(verdict instanceof Verdict.Nothing)) {
            verdicts.add(verdict);
        }
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    /** Each verdict in words: {@code high@0+12} is a change whose first edge came at 0, with 12 bounces. */
    String told() {
        return String.join(" ", verdicts.stream().map(Feed::word).toList());
    }

    /** {@return the changes alone, which are what a line's events are made of} */
    public List<Verdict.Changed> changes() {
        return verdicts.stream().filter(Verdict.Changed.class::isInstance).map(Verdict.Changed.class::cast).toList();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Nothing nothing -> "nothing";
            case Verdict.Glitch(int edges) -> "glitch" + edges;
            case Verdict.Changed(Sample first, boolean high, int bounces) ->
                    (high ? "high@" : "low@") + first.nanos() + "+" + bounces;
        };
    }
}
