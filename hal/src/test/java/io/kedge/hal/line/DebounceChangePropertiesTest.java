package io.kedge.hal.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.irq.EdgeRing;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds when the debounce of an open line changes, at whatever moment: between edges, within a movement, in a lock-out. */
class DebounceChangePropertiesTest {
    private static final Debounce NONE = Debounce.none();
    private static final Debounce SETTLE = Debounce.settle(Duration.ofNanos(20));
    private static final Debounce LEADING = Debounce.leading(Duration.ofNanos(20));
    private static final Debounce GLITCH = Debounce.glitch(Duration.ofNanos(20));
    private static final Debounce COUNT = Debounce.count(3, Duration.ofNanos(30));
    private static final List<Debounce> OF_LEVELS = List.of(
            NONE, SETTLE, LEADING, GLITCH, Debounce.settle(Duration.ofNanos(7)), Debounce.leading(Duration.ofNanos(45)));

    private final EdgeRing ring = new EdgeRing(64);
    private final ManualClock clock = new ManualClock();
    private final Delivery delivery = new Delivery("button");
    private final List<LineEvent> events = new ArrayList<>();
    private BottomHalf half = half(NONE);
    private int edges;

    /** An edge after a while, or a change to a setting. */
    record Step(long gap, List<Debounce> change) { }

    @Provide
    Arbitrary<List<Step>> levels() {
        return steps(OF_LEVELS);
    }

    @Provide
    Arbitrary<List<Step>> levelsAndCounts() {
        List<Debounce> all = new ArrayList<>(OF_LEVELS);
        all.add(COUNT);
        return steps(all);
    }

    private static Arbitrary<List<Step>> steps(List<Debounce> settings) {
        Arbitrary<Long> gaps = Arbitraries.longs().between(0, 50);
        Arbitrary<List<Debounce>> changes = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(List.of())), Tuple.of(1, Arbitraries.of(settings).map(List::of)));
        return Combinators.combine(gaps, changes).as(Step::new).list().ofMaxSize(50);
    }

    @Property
    void noLevelIsToldTwiceAndTheLastOneIsTold(@ForAll("levels") List<Step> steps, @ForAll("levels") List<Step> more) {
        play(steps);
        half.debounce(COUNT);
        half.debounce(SETTLE);
        play(more);
        boolean told = false;
        for (LineEvent event : events) {
            assertEquals(!told, event.active(), "each event is news");
            told = event.active();
        }
        assertEquals(edges % 2 == 1, told, "the level that is");
    }

    @Property
    void everyEdgeIsAnEventOrABounce(@ForAll("levelsAndCounts") List<Step> steps) {
        play(steps);
        assertEquals(edges, half.events() + half.bounces());
    }

    @Property
    void noEventIsOlderThanTheOneBefore(@ForAll("levelsAndCounts") List<Step> steps) {
        play(steps);
        for (int i = 1; i < events.size(); i++) {
            assertTrue(events.get(i).lineSeqno() > events.get(i - 1).lineSeqno(), "each edge dates one event at most");
        }
    }

    @Test
    void aMovementUnderWayKeepsItsFirstEdgeAndItsBounces() {
        half.debounce(SETTLE);
        half.run();
        edgesAt(0, 3, 6);
        change(GLITCH, 10);
        at(26);
        assertEquals(List.of("true@6+2"), told(), "glitch dates by the edge that lasted");
        change(SETTLE, 30);
        edgesAt(40, 41, 42);
        change(Debounce.settle(Duration.ofNanos(7)), 45);
        at(49);
        assertEquals(List.of("true@6+2", "false@40+2"), told());
    }

    @Test
    void aShorterPeriodThatIsOverAlreadyIsToldAtTheChange() {
        half.debounce(SETTLE);
        half.run();
        edgesAt(0);
        change(Debounce.settle(Duration.ofNanos(7)), 15);
        assertEquals(List.of("true@0+0"), told());
    }

    @Test
    void aPressThatWasToldStaysLockedUnderTheNewPeriod() {
        half.debounce(LEADING);
        half.run();
        edgesAt(0);
        change(Debounce.leading(Duration.ofNanos(45)), 5);
        edgesAt(6, 7, 30);
        at(44);
        assertEquals(List.of("true@0+0"), told());
        at(45);
        assertEquals(List.of("true@0+0", "false@30+2"), told());
    }

    @Test
    void aFullWindowIsToldAtTheChangeAndOneThatIsNotIsSwallowed() {
        half.debounce(COUNT);
        half.run();
        edgesAt(0, 1, 2, 3);
        change(SETTLE, 5);
        assertEquals(List.of("true@0+3"), told());
        change(COUNT, 50);
        edgesAt(60, 61);
        change(SETTLE, 70);
        assertEquals(List.of("true@0+3"), told());
        assertEquals(5, half.bounces());
    }

    private BottomHalf half(Debounce debounce) {
        LineConfig config = LineConfig.input("button", LineAddress.at("chip", 3)).debounce(debounce).build();
        delivery.onEvent(events::add);
        return new BottomHalf(config, ring, clock, delivery, new InputPort() {
            @Override
            public boolean high() {
                return edges % 2 == 1;
            }

            @Override
            public void close() {
                throw new AssertionError("a bottom half closes nothing");
            }
        });
    }

    private void play(List<Step> steps) {
        long now = clock.monotonicNanos();
        for (Step step : steps) {
            now += step.gap();
            if (step.change().isEmpty()) {
                edgesAt(now);
            } else {
                change(step.change().getFirst(), now);
            }
        }
        at(now + 1_000);
    }

    private void change(Debounce debounce, long nanos) {
        clock.at(nanos);
        half.debounce(debounce);
        at(nanos);
    }

    @Test
    void aRunThatComesLateChangesAtTheTimeOfTheCall() {
        ring.offer(0, 0, ManualClock.WALL_AT_ZERO_MILLIS, 1, 1);
        clock.at(5);
        half.debounce(SETTLE);
        ring.offer(10, 10, ManualClock.WALL_AT_ZERO_MILLIS, 2, 2);
        ring.offer(12, 12, ManualClock.WALL_AT_ZERO_MILLIS, 1, 3);
        ring.offer(14, 14, ManualClock.WALL_AT_ZERO_MILLIS, 2, 4);
        at(50);
        assertEquals(List.of("true@0+0", "false@10+2"), told());
    }

    private void edgesAt(long... nanos) {
        for (long each : nanos) {
            edges++;
            ring.offer(each, each, ManualClock.WALL_AT_ZERO_MILLIS, edges % 2 == 1 ? 1 : 2, edges);
            at(each);
        }
    }

    /** As the line's work item does: again at the time that the bottom half asks for. */
    private void at(long nanos) {
        clock.at(nanos);
        while (half.run() == 0) {
            clock.at(nanos);
        }
    }

    private List<String> told() {
        return events.stream().map(e -> e.active() + "@" + e.stampNanos() + "+" + e.bounces()).toList();
    }
}
