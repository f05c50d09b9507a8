package io.kedge.hal.debounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Movements of switches that bounce no longer than switches do.
 *
 * <p>Source: Jack G. Ganssle, "A Guide to Debouncing" (The Ganssle Group, 2004, revised 2008), who measured 18 switches. Taken from there:
 * bounces lasted 1557 us on average and 6200 us at most, if two switches are left out; one of these two bounced for up to 157 ms when it
 * opened. Not from there: the number of edges and how they lie within that time, which are drawn at random.
 */
class SwitchTrainsTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long LONGEST_OF_SIXTEEN = 6_200 * MICRO;
    private static final long SWITCH_E_OPENS = 157 * MILLI;
    /** The period that profiles ship with for buttons; three times as long as sixteen of the switches need. */
    private static final long PERIOD = 20 * MILLI;
    private static final long PRESSED_AT_LEAST = PERIOD + 1;

    /** A movement: it bounces for some time by some pairs of edges, then stays for a while longer than the period. */
    record Move(long bounceNanos, int pairs, long stayNanos, long seed) { }

    @Provide
    Arbitrary<List<Move>> moves() {
        return movesOfAtMost(LONGEST_OF_SIXTEEN, PRESSED_AT_LEAST);
    }

    @Provide
    Arbitrary<List<Move>> movesWithSwitchE() {
        return movesOfAtMost(SWITCH_E_OPENS, SWITCH_E_OPENS + 2);
    }

    private static Arbitrary<List<Move>> movesOfAtMost(long bounceNanos, long stayNanos) {
        return Combinators.combine(
                        Arbitraries.longs().between(0, bounceNanos),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.longs().between(stayNanos, 50 * stayNanos),
                        Arbitraries.longs())
                .as(Move::new).list().ofMinSize(1).ofMaxSize(12);
    }

    /** What was done, and the edges it made. */
    private static final class Played {
        private final List<Long> first = new ArrayList<>();
        private final List<Long> last = new ArrayList<>();
        private final List<Integer> bounces = new ArrayList<>();
        private final Feed feed;
        private long now = 5 * MILLI;

        Played(Debouncer machine, List<Move> moves) {
            feed = new Feed(machine);
            boolean high = true;
            for (Move move : moves) {
                move(move, high);
                high = !high;
            }
            feed.time(now + 10 * SWITCH_E_OPENS);
        }

        private void move(Move move, boolean high) {
            first.add(now);
            bounces.add(2 * move.pairs());
            List<Long> times = new Random(move.seed()).longs(2L * move.pairs(), now, now + move.bounceNanos() + 1).sorted().boxed().toList();
            boolean level = high;
            feed.edge(now, level);
            for (long time : times) {
                level = !level;
                feed.edge(time, level);
                now = time;
            }
            last.add(now);
            now += move.stayNanos();
        }

        private String expected(List<Long> dates) {
            List<String> told = new ArrayList<>();
            for (int i = 0; i < dates.size(); i++) {
                told.add((i % 2 == 0 ? "high@" : "low@") + dates.get(i) + "+" + bounces.get(i));
            }
            return String.join(" ", told);
        }

        /** The lock-out swallows what settle and glitch count for the event. */
        private String expectedOfLeading() {
            List<String> told = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                told.add((i % 2 == 0 ? "high@" : "low@") + first.get(i) + "+0" + (bounces.get(i) > 0 ? " glitch" + bounces.get(i) : ""));
            }
            return String.join(" ", told);
        }
    }

    @Property
    void settleMakesOneEventOfEachMovementOfSixteenSwitches(@ForAll("moves") List<Move> moves) {
        Played played = new Played(Machines.settle(PERIOD), moves);
        assertEquals(played.expected(played.first), played.feed.told());
    }

    @Property
    void glitchToo(@ForAll("moves") List<Move> moves) {
        Played played = new Played(Machines.glitch(PERIOD), moves);
        assertEquals(played.expected(played.last), played.feed.told());
    }

    @Property
    void leadingToo(@ForAll("moves") List<Move> moves) {
        Played played = new Played(Machines.leading(PERIOD), moves);
        assertEquals(played.expectedOfLeading(), played.feed.told());
    }

    @Property
    void aCountOfOneWindowLongerThanTheBouncesCountsMovements(@ForAll("moves") List<Move> moves) {
        Played played = new Played(Machines.count(1, PERIOD), moves);
        assertEquals(played.expected(played.first).replace("low", "high"), played.feed.told());
    }

    @Property
    void switchETakesAPeriodOfItsOwn(@ForAll("movesWithSwitchE") List<Move> moves) {
        for (Debouncer machine : List.of(Machines.settle(SWITCH_E_OPENS + 1), Machines.leading(SWITCH_E_OPENS + 1))) {
            Played played = new Played(machine, moves);
            assertEquals(moves.size(), played.feed.changes().size(), () -> Machines.nameOf(machine) + ": " + played.feed.told());
        }
    }

    @Test
    void withAPeriodForTheSixteenSwitchEIsManyEvents() {
        List<Move> opens = List.of(new Move(0, 0, PRESSED_AT_LEAST, 1), new Move(SWITCH_E_OPENS, 3, PERIOD, 7));
        Feed feed = new Played(Machines.settle(PERIOD), opens).feed;
        assertTrue(feed.changes().size() > 2, () -> "its edges lie further apart than the period: " + feed.told());
    }
}
