package io.kedge.hal;

import java.time.Duration;
import java.util.List;

import io.kedge.hal.api.Debounce;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * What the policies tell of the same trains of edges: the pure machine under a clock that the test moves, the simulated board and a real
 * kernel's chip in real time. A verdict is named by its level, the number of the edge that dates it, and its bounces.
 */
public abstract class DebounceContract {
    /** Longer than the longest bounce, and than the test's own thread may be held up between two edges of one movement. */
    protected final Duration period = period();

    /** {@return the time of every policy} */
    protected Duration period() {
        return Duration.ofMillis(250);
    }

    /** {@return what each policy told of the train, in the order of the policies: {@code high #1 +12, low #14 +0}} */
    protected abstract List<String> told(List<Debounce> policies, Train train);

    private void assertTold(Train train, String settle, String leading, String glitch, String count) {
        List<Debounce> policies = List.of(Debounce.settle(period), Debounce.leading(period), Debounce.glitch(period), Debounce.count(4, period));
        assertEquals(List.of(settle, leading, glitch, count), told(policies, train), () -> "settle, leading, glitch, count of " + train);
    }

    @Test
    void anAverageSwitch() {
        assertTold(Train.average(period),
                "high #1 +6, low #8 +6",
                "high #1 +0, low #8 +0",
                "high #7 +6, low #14 +6",
                "high #1 +6, high #8 +6");
    }

    @Test
    void theWorstSwitchOfSixteen() {
        assertTold(Train.worstOfSixteen(period),
                "high #1 +10, low #12 +10",
                "high #1 +0, low #12 +0",
                "high #11 +10, low #22 +10",
                "high #1 +10, high #12 +10");
    }

    @Test
    void switchEThatOpensFor157Milliseconds() {
        assertTold(Train.switchE(period),
                "high #1 +2, low #4 +12",
                "high #1 +0, low #4 +0",
                "high #3 +2, low #16 +12",
                "high #4 +12");
    }

    @Test
    void spikesAloneBeforeAPulseAndWithinIt() {
        assertTold(Train.spikes(period),
                "high #3 +2, low #8 +0",
                "high #1 +0, low #2 +0, high #3 +0, low #6 +0, high #7 +0, low #8 +0",
                "high #5 +2, low #8 +0",
                "");
    }

    @Test
    void aLevelThatComesBackWithinThePeriod() {
        assertTold(Train.tap(period), "", "high #1 +0, low #12 +10", "", "high #1 +11");
    }
}
