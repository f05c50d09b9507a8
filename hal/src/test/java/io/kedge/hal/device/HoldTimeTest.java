package io.kedge.hal.device;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class HoldTimeTest {
    private static final long HOLD = 100;
    private static final long FOREVER = 1_000_000;

    private final List<String> told = new ArrayList<>();
    private final HoldTime sensor = new HoldTime(HOLD, (moving, nanos, since) -> told.add((moving ? "began@" : "ended@") + nanos + "-" + since));

    @Test
    void motionBeginsAtOnceAndEndsAfterTheHoldTime() {
        sensor.level(true, 10, true);
        assertEquals(List.of("began@10-10"), told);
        assertFalse(sensor.armed(), "as long as it moves there is no end");
        sensor.level(false, 30, true);
        sensor.advance(130);
        assertEquals(1, told.size(), "an edge at 130 would still prolong it");
        sensor.advance(131);
        assertEquals(List.of("began@10-10", "ended@130-10"), told);
    }

    @Test
    void whatComesInTimeProlongsIt() {
        sensor.level(true, 10, true);
        sensor.level(false, 30, true);
        sensor.level(true, 130, true);
        sensor.level(false, 140, true);
        sensor.level(true, 241, true);
        assertEquals(List.of("began@10-10", "ended@240-10", "began@241-241"), told);
    }

    @Test
    void aLevelThatItHasAlreadySaysNothing() {
        sensor.level(false, 10, true);
        sensor.level(true, 20, true);
        sensor.level(true, 30, false);
        sensor.advance(FOREVER);
        assertEquals(List.of("began@20-20"), told);
    }

    record Step(long gap, boolean active) { }

    @Provide
    Arbitrary<List<Step>> movements() {
        return Arbitraries.longs().between(1, 3 * HOLD)
                .flatMap(gap -> Arbitraries.of(true, false).map(active -> new Step(gap, active))).list().ofMaxSize(40);
    }

    @Property
    void howLateItIsCalledChangesNothing(@ForAll("movements") List<Step> steps) {
        assertEquals(run(steps, true), run(steps, false));
    }

    private static List<String> run(List<Step> steps, boolean ticking) {
        List<String> all = new ArrayList<>();
        HoldTime sensor = new HoldTime(HOLD, (moving, nanos, since) -> all.add(moving + "@" + nanos + "-" + since));
        long now = 0;
        for (Step step : steps) {
            for (long at = now; ticking && at < now + step.gap(); at += 7) {
                sensor.advance(at);
            }
            now += step.gap();
            sensor.level(step.active(), now, true);
        }
        sensor.advance(FOREVER);
        return all;
    }
}
