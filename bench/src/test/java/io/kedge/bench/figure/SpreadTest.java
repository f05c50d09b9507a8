package io.kedge.bench.figure;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SpreadTest {

    @Test
    void theMedianIsTheRoundInTheMiddle() {
        Spread spread = Spread.of(nanos(30, 10, 1000));
        assertEquals(new Spread(Unit.NANOSECONDS, 30, 10, 1000, 3), spread);
        assertEquals("30 ns (10 ns to 1 µs)", spread.text());
    }

    @Test
    void ofAnEvenNumberItIsTheMeanOfTheTwoInTheMiddle() {
        assertEquals(25, Spread.of(nanos(40, 10, 20, 30)).median());
    }

    @Test
    void oneRoundHasNoExtremes() {
        assertEquals("7 ns", Spread.of(nanos(7)).text());
    }

    @Test
    void noRoundsAndDifferentUnitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
        assertThrows(IllegalArgumentException.class,
                () -> Spread.of(List.of(new Figure("x", Unit.BYTES, 1), new Figure("x", Unit.NANOSECONDS, 1))));
    }

    @Test
    void aQuantileIsTheNearestRank() {
        long[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertEquals(5, Spread.quantile(sorted, 0.50));
        assertEquals(10, Spread.quantile(sorted, 0.99));
        assertEquals(1, Spread.quantile(sorted, 0));
        assertEquals(9, Spread.quantile(new long[] {9}, 0.50));
    }

    private static List<Figure> nanos(double... values) {
        return Arrays.stream(values).mapToObj(value -> new Figure("x", Unit.NANOSECONDS, value)).toList();
    }
}
