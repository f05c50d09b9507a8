package io.kedge.hal.sim;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BounceTest {

    @Test
    void theSameSeedBouncesTheSameWay() {
        assertEquals(Bounce.BUTTON.movement(true, new Random(7)), Bounce.BUTTON.movement(true, new Random(7)));
    }

    @Test
    void everyMovementAlternatesEndsAtItsLevelAndInItsTime() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            boolean high = random.nextBoolean();
            List<Bounce.Step> steps = Bounce.BUTTON.movement(high, random);
            for (int s = 0; s < steps.size(); s++) {
                assertEquals(s % 2 == 0 ? high : !high, steps.get(s).high());
            }
            long length = steps.stream().mapToLong(Bounce.Step::afterNanos).sum();
            assertTrue(steps.size() % 2 == 1 && steps.size() >= 3 && steps.size() <= 17, steps::toString);
            assertTrue(length <= Duration.ofMillis(6).toNanos(), steps::toString);
        }
    }

    @Test
    void aCleanSignalIsOneStep() {
        assertEquals(List.of(new Bounce.Step(0, true)), Bounce.NONE.movement(true, new Random(1)));
    }

    @Test
    void numbersOutOfOrderAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Bounce(3, 2, Duration.ZERO));
    }
}
