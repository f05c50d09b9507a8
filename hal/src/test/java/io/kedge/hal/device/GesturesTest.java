package io.kedge.hal.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class GesturesTest {
    private static final long MS = 1_000_000;
    private static final long FOREVER = 1_000_000 * MS;
    private static final ButtonTiming TIMING = ButtonTiming.STANDARD;
    private static final ButtonTiming REPEATING = TIMING.withRepeat(Duration.ofMillis(100));

    private final List<String> told = new ArrayList<>();

    private Gestures gestures(ButtonTiming timing) {
        return new Gestures(timing, false, (action, nanos) -> told.add(action + "@" + nanos / MS));
    }

    /** A movement: after so long, to this level, as an edge or read again after a loss. */
    record Step(long gapMillis, boolean down, boolean edge) { }

    @Test
    void aShortPressIsAClickWhenNoOtherCanFollow() {
        Gestures button = gestures(TIMING);
        button.level(true, 0, true);
        button.level(false, 100 * MS, true);
        assertEquals(400 * MS, button.dueNanos());
        button.advance(400 * MS);
        assertEquals(List.of("PRESS@0", "RELEASE@100"), told, "a press at 400 would still be in time");
        button.advance(400 * MS + 1);
        assertEquals(List.of("PRESS@0", "RELEASE@100", "CLICK@0"), told);
        assertFalse(button.armed());
    }

    @Test
    void twoInTimeAreADoubleClickAndTwoTooFarApartAreTwoClicks() {
        Gestures button = gestures(TIMING);
        presses(button, 0, 100, 400, 500);
        presses(button, 2_000, 2_100, 2_401, 2_500);
        button.advance(FOREVER);
        assertEquals(List.of("PRESS@0", "RELEASE@100", "PRESS@400", "RELEASE@500", "DOUBLE_CLICK@0", "PRESS@2000", "RELEASE@2100", "CLICK@2000",
                "PRESS@2401", "RELEASE@2500", "CLICK@2401"), told);
    }

    @Test
    void threeAreADoubleClickAndAClick() {
        Gestures button = gestures(TIMING);
        presses(button, 0, 50, 100, 150, 200, 250);
        button.advance(FOREVER);
        assertEquals(List.of("DOUBLE_CLICK@0", "CLICK@200"), gesturesTold());
    }

    @Test
    void withoutDoubleClicksAClickIsToldAtItsRelease() {
        Gestures button = gestures(new ButtonTiming(Duration.ZERO, Duration.ofMillis(800), Duration.ZERO));
        presses(button, 0, 100, 150, 200);
        assertEquals(List.of("CLICK@0", "CLICK@150"), gesturesTold());
    }

    @Test
    void aLongPressIsNoClickAndRepeatsUntilItsRelease() {
        Gestures button = gestures(REPEATING);
        button.level(true, 0, true);
        button.advance(1_050 * MS);
        button.level(false, 1_150 * MS, true);
        button.advance(FOREVER);
        assertEquals(List.of("PRESS@0", "LONG_PRESS@800", "REPEAT@900", "REPEAT@1100", "RELEASE@1150"), told, "1000 is not made up for");
    }

    @Test
    void aReleaseAtTheVeryMomentIsAClick() {
        Gestures button = gestures(TIMING);
        presses(button, 0, 800);
        presses(button, 5_000, 5_801);
        button.advance(FOREVER);
        assertEquals(List.of("CLICK@0", "LONG_PRESS@5800"), gesturesTold());
    }

    @Test
    void aClickBeforeALongPressIsTold() {
        Gestures button = gestures(TIMING);
        presses(button, 0, 100, 200, 2_000);
        button.advance(FOREVER);
        assertEquals(List.of("CLICK@0", "LONG_PRESS@1000"), gesturesTold());
    }

    @Test
    void aLevelThatWasReadAgainIsAPressButNoGesture() {
        Gestures button = gestures(REPEATING);
        button.level(true, 0, false);
        button.advance(5_000 * MS);
        button.level(false, 6_000 * MS, true);
        presses(button, 7_000, 7_100);
        button.level(true, 7_200 * MS, false);
        button.level(false, 7_300 * MS, true);
        button.advance(FOREVER);
        assertEquals(List.of("PRESS@0", "RELEASE@6000", "PRESS@7000", "RELEASE@7100", "CLICK@7000", "PRESS@7200", "RELEASE@7300"), told);
    }

    @Test
    void aButtonThatIsDownAtTheStartSaysSoAtItsRelease() {
        Gestures button = new Gestures(TIMING, true, (action, nanos) -> told.add(action + "@" + nanos / MS));
        button.advance(FOREVER);
        button.level(false, 10 * MS, true);
        button.advance(FOREVER);
        assertEquals(List.of("RELEASE@10"), told);
    }

    @Test
    void timesOutOfRangeAreRefused() {
        assertRefused("longPress must be zero or at most PT10S, was PT10.001S", 0, 10_001, 0);
        assertRefused("doubleClick must be zero or at most PT10S, was PT-0.001S", -1, 0, 0);
        assertRefused("repeat must be zero or at least PT0.01S and at most PT10S, was PT0.009S", 0, 500, 9);
        assertRefused("repeat is PT0.1S and longPress is zero: repeats follow a long press, so it needs a time", 0, 0, 100);
    }

    private static void assertRefused(String message, long gap, long held, long repeat) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> new ButtonTiming(Duration.ofMillis(gap), Duration.ofMillis(held), Duration.ofMillis(repeat))).getMessage());
    }

    @Provide
    Arbitrary<List<Step>> movements() {
        Arbitrary<Long> gaps = Arbitraries.oneOf(Arbitraries.longs().between(1, 400), Arbitraries.longs().between(700, 900));
        Arbitrary<Boolean> mostly = Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false));
        return gaps.flatMap(gap -> Arbitraries.of(true, false).flatMap(down -> mostly.map(edge -> new Step(gap, down, edge)))).list().ofMaxSize(40);
    }

    @Property
    void howLateItIsCalledChangesNothing(@ForAll("movements") List<Step> steps) {
        List<String> late = run(steps, false);
        assertEquals(run(steps, true), late);
    }

    @Property
    void pressesAndReleasesAlternateAndEachShortPressIsInOneGesture(@ForAll("movements") List<Step> steps) {
        List<Step> sure = steps.stream().map(step -> new Step(step.gapMillis(), step.down(), true)).toList();
        List<String> all = run(sure, false);
        List<String> levels = all.stream().filter(one -> one.startsWith("PRESS") || one.startsWith("RELEASE")).toList();
        for (int i = 0; i < levels.size(); i++) {
            assertEquals(i % 2 == 0, levels.get(i).startsWith("PRESS"), all::toString);
        }
        long released = count(all, "RELEASE");
        assertEquals(released, count(all, "CLICK") + 2 * count(all, "DOUBLE_CLICK") + count(all, "LONG_PRESS") - stillHeld(all), all::toString);
    }

    private static long stillHeld(List<String> all) {
        int press = lastIndex(all, "PRESS");
        return press > lastIndex(all, "RELEASE") && lastIndex(all, "LONG_PRESS") > press ? 1 : 0;
    }

    private static int lastIndex(List<String> all, String action) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).startsWith(action + "@")) {
                return i;
            }
        }
        return -1;
    }

    private static long count(List<String> all, String action) {
        return all.stream().filter(one -> one.startsWith(action + "@")).count();
    }

    private static List<String> run(List<Step> steps, boolean ticking) {
        List<String> all = new ArrayList<>();
        Gestures button = new Gestures(TIMING, false, (action, nanos) -> all.add(action + "@" + nanos / MS));
        long now = 0;
        for (Step step : steps) {
            for (long at = now; ticking && at < now + step.gapMillis(); at += 7) {
                button.advance(at * MS);
            }
            now += step.gapMillis();
            button.level(step.down(), now * MS, step.edge());
        }
        button.advance(FOREVER);
        return all;
    }

    private void presses(Gestures button, long... millis) {
        for (int i = 0; i < millis.length; i++) {
            button.level(i % 2 == 0, millis[i] * MS, true);
        }
    }

    private List<String> gesturesTold() {
        return told.stream().filter(one -> !one.startsWith("PRESS") && !one.startsWith("RELEASE")).toList();
    }
}
