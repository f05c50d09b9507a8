package io.kedge.bench.figure;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SeriesTest {
    private static final int[] SIZES = {1, 10, 100, 1_000, 10_000};

    @Test
    void constantAndLogarithmicCostsArePermitted() {
        assertFalse(seriesOf(things -> 100).isSteep());
        assertFalse(seriesOf(things -> 100 + 20 * Math.log(things)).isSteep());
        assertFalse(seriesOf(Math::log1p).isSteep());
    }

    @Test
    void costsOfOneThingThatGrowWithTheirNumberAreNot() {
        assertTrue(seriesOf(things -> things).isSteep());
        assertTrue(seriesOf(Math::sqrt).isSteep());
        assertEquals(10, seriesOf(things -> things).perDecade(), 1e-9);
    }

    /** Whatever is paid once is paid by each of few. */
    @Test
    void aCostThatIsPaidOnceIsNoGrowth() {
        Series series = seriesOf(things -> 100 + 10_000.0 / things);
        assertFalse(series.isSteep());
        assertEquals("reached: arm 110 ns at 1000, 101 ns at 10000: x 0.92 a decade, goal O(log n)", series.verdict());
        assertTrue(seriesOf(things -> things).verdict().startsWith("**not reached**: arm 10 ns at 10"));
    }

    /** What is flat at first and then not, as a list that is walked. */
    @Test
    void aStepThatIsSteepOnlyAtTheEndIsSeen() {
        assertTrue(seriesOf(things -> 1_000 + things).isSteep());
        assertTrue(seriesOf(things -> 100_000.0 / things + 3 * things).isSteep());
    }

    private static Series seriesOf(IntToDoubleFunction cost) {
        List<Figure> figures = IntStream.of(SIZES).mapToObj(
                size -> new Figure(Series.figure("arm", size), Unit.NANOSECONDS, cost.applyAsDouble(size))).toList();
        RowResult result = new RowResult("growth", List.of(new Outcome("kedge", 0, "", figures, List.of())), List.of());
        List<Series> all = Series.of(result, "kedge");
        assertEquals(List.of("arm"), all.stream().map(Series::name).toList());
        assertEquals(SIZES.length, all.getFirst().points().size());
        return all.getFirst();
    }
}
