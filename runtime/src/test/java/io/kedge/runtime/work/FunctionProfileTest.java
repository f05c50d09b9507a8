package io.kedge.runtime.work;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FunctionProfileTest {
    private final FunctionProfile profile = new FunctionProfile("reader");

    private void makeASleeper() {
        profile.caughtAsleep();
        profile.caughtAsleep();
        assertTrue(profile.sleepsInNative());
    }

    @Test
    void aFunctionCaughtAsleepTwiceIsASleeper() {
        assertFalse(profile.sleepsInNative());
        profile.caughtAsleep();
        assertFalse(profile.sleepsInNative());
        profile.caughtAsleep();
        assertTrue(profile.sleepsInNative());
        profile.caughtAsleep();
        assertTrue(profile.sleepsInNative());
    }

    @Test
    void sixteenRunsInARowThatDidNotSleepMakeItForgotten() {
        makeASleeper();
        for (int run = 1; run < 16; run++) {
            profile.ranAsSleeper(false);
            assertTrue(profile.sleepsInNative(), "after " + run);
        }
        profile.ranAsSleeper(false);
        assertFalse(profile.sleepsInNative());
        profile.caughtAsleep();
        assertFalse(profile.sleepsInNative(), "it is caught for the first time again");
    }

    @Test
    void aRunThatSleptOrIsCaughtBeginsTheCountAnew() {
        makeASleeper();
        for (int round = 0; round < 2; round++) {
            for (int run = 1; run < 16; run++) {
                profile.ranAsSleeper(false);
            }
            if (round == 0) {
                profile.ranAsSleeper(true);
            } else {
                profile.caughtAsleep();
            }
        }
        for (int run = 1; run < 16; run++) {
            profile.ranAsSleeper(false);
        }
        assertTrue(profile.sleepsInNative());
    }

    @Test
    void eachKindOfReportIsFirstOnce() {
        assertTrue(profile.tellsFirst(3));
        assertFalse(profile.tellsFirst(3));
        assertTrue(profile.tellsFirst(0));
        assertTrue(profile.tellsFirst(31));
        assertFalse(profile.tellsFirst(0));
        assertFalse(profile.tellsFirst(3));
        assertFalse(profile.tellsFirst(31));
    }

    @Test
    void itemsOfOneClassShareAProfileUnlessTheyHaveTheirOwn() {
        assertSame(FunctionProfile.of(String.class), FunctionProfile.of(String.class));
        assertNotSame(FunctionProfile.of(String.class), FunctionProfile.of(Integer.class));
        assertEquals("java.lang.String", FunctionProfile.of(String.class).toString());
        assertSame(profile, new WorkItem(work -> { }, profile).profile());
    }
}
