package io.kedge.runtime.watch;

import io.kedge.runtime.Conforms;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class HogPaceTest {

    @Test
    @Conforms("R49")
    void eachFurtherHogIsAllowedTwiceAsLongUpToASecond() {
        var pace = new HogPace(10_000_000);
        assertEquals(10_000_000, pace.thresholdNanos(0));
        assertEquals(20_000_000, pace.thresholdNanos(1));
        assertEquals(640_000_000, pace.thresholdNanos(6));
        assertEquals(1_000_000_000, pace.thresholdNanos(7));
        assertEquals(1_000_000_000, pace.thresholdNanos(5_000));
    }

    @Test
    @Conforms("R52")
    void aThresholdOfZeroTurnsTheDetectionOff() {
        assertEquals(Long.MAX_VALUE, new HogPace(0).thresholdNanos(3));
    }

    @Test
    void aThresholdBeyondASecondIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HogPace(1_000_000_001));
        assertThrows(IllegalArgumentException.class, () -> new HogPace(-1));
    }
}
