package io.kedge.bench.figure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class UnitTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "NANOSECONDS | 0 | 0 ns",
        "NANOSECONDS | 0.25 | 0.25 ns",
        "NANOSECONDS | 999 | 999 ns",
        "NANOSECONDS | 999.9 | 1 µs",
        "NANOSECONDS | 1234 | 1.23 µs",
        "NANOSECONDS | 45600000 | 45.6 ms",
        "NANOSECONDS | 100000000 | 100 ms",
        "NANOSECONDS | 90000000000000 | 90,000 s",
        "NANOSECONDS | -1500 | -1.5 µs",
        "BYTES | 1023 | 1023 B",
        "BYTES | 1536 | 1.5 KiB",
        "THREADS | 26 | 26",
        "COUNT | 10000 | 10,000",
        "COUNT | 0.333333 | 0.33"})
    void threeDigitsInTheUnitThatSuits(Unit unit, double value, String text) {
        assertEquals(text, unit.text(value));
    }
}
