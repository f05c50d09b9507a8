package io.kedge.profile.load;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"1us,1000", "20ms,20000000", "10s,10000000000", "10000ms,10000000000", "10000000us,10000000000"})
    void aWholeNumberWithAUnitIsADuration(String text, long nanos) {
        assertEquals(Duration.ofNanos(nanos), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "ms", "0ms", "00ms", "020ms", "20 ms", "20MS", "-20ms", "2.5ms", "20ns", "20min", "11s", "10001ms", "99999999s"})
    void whatIsWrittenOtherwiseOrLongerThanTenSecondsIsNone(String text) {
        assertNull(Durations.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"20,20ms", "20 ms,20ms", "20MSEC,20ms", "20 milliseconds,20ms", "0.5s,500ms", "2.5 ms,2500us", "1.0s,1s", "20µs,20us", "020ms,20ms"})
    void whatWasProbablyMeantIsWrittenAsItMustBe(String text, String meant) {
        assertEquals(meant, Durations.suggest(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "20 parsecs", "0ms", "-20ms", "11s", "0.0000001s", "1e3ms", "999999999999999s"})
    void nothingIsSuggestedThatWouldBeRefusedAgain(String text) {
        assertNull(Durations.suggest(text));
    }
}
