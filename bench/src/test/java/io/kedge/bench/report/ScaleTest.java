package io.kedge.bench.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScaleTest {

    @Test
    void likeValuesLieEvenlyFromZeroOn() {
        Scale scale = Scale.of(20, 40);
        assertEquals(0.5, scale.at(20));
        assertEquals(List.of(0.0, 10.0, 20.0, 30.0, 40.0), scale.ticks());
    }

    @Test
    void valuesThatDifferByMuchLieByDecades() {
        Scale scale = Scale.of(20, 9_000);
        assertEquals(new Scale(true, 10, 10_000), scale);
        assertEquals(1 / 3.0, scale.at(100), 1e-9);
        assertEquals(0, scale.at(0));
        assertEquals(List.of(10.0, 100.0, 1_000.0, 10_000.0), scale.ticks());
    }

    @Test
    void manyDecadesGetFewTicks() {
        assertTrue(Scale.decades(1, 1e9).ticks().size() <= 7, Scale.decades(1, 1e9).ticks().toString());
    }

    @Test
    void nothingButZeroHasAScaleAllTheSame() {
        assertEquals(0, Scale.of(1, 0).at(0));
    }
}
