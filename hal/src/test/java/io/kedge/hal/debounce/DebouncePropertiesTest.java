package io.kedge.hal.debounce;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds for any edges: those of one line, in order, of any polarity (equal neighbours are merged edges). */
class DebouncePropertiesTest {
    private static final long PERIOD = 20;
    private static final long QUIET = 10 * PERIOD;

    record Step(long gap, boolean high) { }

    @Provide
    Arbitrary<List<Step>> edges() {
        Arbitrary<Long> gaps = Arbitraries.longs().between(0, 3 * PERIOD);
        Arbitrary<Boolean> levels = Arbitraries.of(true, false);
        return gaps.flatMap(gap -> levels.map(high -> new Step(gap, high))).list().ofMaxSize(60);
    }

    @Property
    void settleIsTheTextbookDefinition(@ForAll("edges") List<Step> steps) {
        Feed feed = fed(new Settle(PERIOD, false), steps);
        assertEquals(textbook(steps), feed.told());
    }

    /** Groups the edges at gaps of a period or more; a group that ends on another level is a change. */
    private static String textbook(List<Step> steps) {
        List<String> told = new ArrayList<>();
        boolean reported = false;
        long now = 0;
        for (int from = 0, to; from < steps.size(); from = to) {
            now += steps.get(from).gap();
            long first = now;
            for (to = from + 1; to < steps.size() && steps.get(to).gap() < PERIOD; to++) {
                now += steps.get(to).gap();
            }
            boolean level = steps.get(to - 1).high();
            int edges = to - from;
            told.add(level == reported ? "glitch" + edges : (level ? "high@" : "low@") + first + "+" + (edges - 1));
            reported = level;
        }
        return String.join(" ", told);
    }

    @Property
    void everyEdgeIsAnEventOrABounceInEveryPolicy(@ForAll("edges") List<Step> steps) {
        for (Debouncer machine : List.of(new Settle(PERIOD, false), new Leading(PERIOD, false), new PassThrough(false))) {
            int told = fed(machine, steps).verdicts().stream().mapToInt(DebouncePropertiesTest::edgesOf).sum();
            assertEquals(steps.size(), told, machine.getClass().getSimpleName());
        }
    }

    private static int edgesOf(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Nothing nothing -> 0;
            case Verdict.Glitch(int edges) -> edges;
            case Verdict.Changed(Sample first, boolean high, int bounces) -> 1 + bounces;
        };
    }

    @Property
    void inTheEndEveryPolicyReportsTheLevelThatIs(@ForAll("edges") @Size(min = 1) List<Step> steps) {
        for (Debouncer machine : List.of(new Settle(PERIOD, false), new Leading(PERIOD, false), new PassThrough(false))) {
            fed(machine, steps);
            assertEquals(steps.getLast().high(), machine.reported(), machine.getClass().getSimpleName());
            assertTrue(!machine.armed(), machine.getClass().getSimpleName() + " is at rest");
        }
    }

    @Property
    void changesAlternate(@ForAll("edges") List<Step> steps) {
        for (Debouncer machine : List.of(new Settle(PERIOD, false), new Leading(PERIOD, false))) {
            boolean level = false;
            for (Verdict verdict : fed(machine, steps).verdicts()) {
                if (verdict instanceof Verdict.Changed change) {
                    assertEquals(!level, change.high(), machine.getClass().getSimpleName());
                    level = change.high();
                }
            }
        }
    }

    @Property
    void lookingAtTheClockMoreOftenChangesNothing(@ForAll("edges") List<Step> steps, @ForAll("edges") List<Step> looks) {
        assertEquals(fed(new Settle(PERIOD, false), steps).told(), lookedAt(new Settle(PERIOD, false), steps, looks).told());
        assertEquals(fed(new Leading(PERIOD, false), steps).told(), lookedAt(new Leading(PERIOD, false), steps, looks).told());
    }

    private static Feed fed(Debouncer machine, List<Step> steps) {
        return lookedAt(machine, steps, List.of());
    }

    private static Feed lookedAt(Debouncer machine, List<Step> steps, List<Step> looks) {
        Feed feed = new Feed(machine);
        long now = 0;
        for (int i = 0; i < steps.size(); i++) {
            long gap = steps.get(i).gap();
            if (i < looks.size()) {
                feed.time(now + Math.min(gap, looks.get(i).gap()));
            }
            now += gap;
            feed.edge(now, steps.get(i).high());
        }
        return feed.time(now + QUIET);
    }
}
