package io.kedge.hal.debounce;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
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
        assertEquals(textbook(steps), fed(Machines.settle(PERIOD), steps).told());
    }

    @Property
    void glitchTellsTheLevelsThatLastAndNothingElse(@ForAll("edges") List<Step> steps) {
        assertEquals(lasting(steps), fed(Machines.glitch(PERIOD), steps).told());
    }

    /** An edge is told if no other comes within a period and its level is news; those since the lasting one before are with it. */
    private static String lasting(List<Step> steps) {
        List<String> told = new ArrayList<>();
        boolean reported = false;
        long now = 0;
        int swallowed = 0;
        for (int i = 0; i < steps.size(); i++) {
            now += steps.get(i).gap();
            boolean lasts = i + 1 == steps.size() || steps.get(i + 1).gap() >= PERIOD;
            boolean level = steps.get(i).high();
            if (lasts) {
                told.add(level == reported ? "glitch" + (swallowed + 1) : (level ? "high@" : "low@") + now + "+" + swallowed);
                reported = level;
            }
            swallowed = lasts ? 0 : swallowed + 1;
        }
        return String.join(" ", told);
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
    void aCountTellsEachGreedyWindowThatIsFullAndNothingElse(@ForAll("edges") List<Step> steps, @ForAll @IntRange(min = 1, max = 6) int atLeast) {
        assertEquals(windows(steps, atLeast), fed(Machines.count(atLeast, PERIOD), steps).told());
    }

    /** From the left: an edge begins an event if enough follow within the window, itself included; else it is swallowed alone. */
    private static String windows(List<Step> steps, int atLeast) {
        List<Long> times = new ArrayList<>();
        long now = 0;
        for (Step step : steps) {
            now += step.gap();
            times.add(now);
        }
        List<String> told = new ArrayList<>();
        for (int from = 0, next; from < times.size(); from = next) {
            long first = times.get(from);
            int within = (int) times.stream().skip(from).takeWhile(time -> time < first + PERIOD).count();
            next = from + (within >= atLeast ? within : 1);
            told.add(within >= atLeast ? "high@" + first + "+" + (within - 1) : "glitch1");
        }
        return String.join(" ", told);
    }

    @Property
    void everyEdgeIsAnEventOrABounceInEveryPolicy(@ForAll("edges") List<Step> steps) {
        for (Debouncer machine : Machines.all(PERIOD)) {
            int told = fed(machine, steps).verdicts().stream().mapToInt(DebouncePropertiesTest::edgesOf).sum();
            assertEquals(steps.size(), told, Machines.nameOf(machine));
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
        for (Debouncer machine : Machines.all(PERIOD)) {
            fed(machine, steps);
            assertEquals(steps.getLast().high(), machine.reported(), Machines.nameOf(machine));
            assertTrue(!machine.armed(), Machines.nameOf(machine) + " is at rest");
        }
    }

    @Property
    void changesAlternate(@ForAll("edges") List<Step> steps) {
        for (Debouncer machine : Machines.debouncing(PERIOD)) {
            boolean level = false;
            for (Verdict verdict : fed(machine, steps).verdicts()) {
                if (verdict instanceof Verdict.Changed change) {
                    assertEquals(!level, change.high(), Machines.nameOf(machine));
                    level = change.high();
                }
            }
        }
    }

    @Property
    void lookingAtTheClockMoreOftenChangesNothing(@ForAll("edges") List<Step> steps, @ForAll("edges") List<Step> looks) {
        List<Debouncer> seldom = Machines.all(PERIOD);
        List<Debouncer> often = Machines.all(PERIOD);
        for (int i = 0; i < seldom.size(); i++) {
            assertEquals(fed(seldom.get(i), steps).told(), lookedAt(often.get(i), steps, looks).told());
        }
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
