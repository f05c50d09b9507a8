package io.kedge.hal.cdev;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kedge.hal.Await;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** This chip drops a level when its line is given back, so that the level is seen only while it is set, again and again. */
class SafeLevelsOnGpioSim {
    private static final String CHIP = "gpio-sim-safe";
    private static final LineConfig LAMP = LineConfig.output("lamp", LineAddress.at(CHIP, 0)).initialActive(true).build();
    private static final LineConfig PUMP = LineConfig.output("pump", LineAddress.at(CHIP, 1)).activeLow(true).build();

    private GpioSim chip;

    @BeforeEach
    void start() {
        chip = GpioSim.chip(CHIP, 4, "S");
    }

    @AfterEach
    void stop() {
        chip.close();
    }

    @Test
    void eachOutputHasItsLevelAndIsFreeAfterwards() throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        Thread setting = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                assertEquals(List.of(), SafeLevels.set(List.of(LAMP, PUMP)));
            }
        });
        Await.until(() -> chip.high(0), () -> "lamp active is high");
        Await.until(() -> chip.high(1), () -> "pump inactive is high: it is active low");
        enough.set(true);
        setting.join();
        assertFalse(chip.high(0), "this chip drops it");
    }

    @Test
    void aLineThatSomebodyHoldsIsRefusedByNameAndTheOthersAreSet() throws SystemCallException {
        try (GpioChip device = new GpioChip(Path.of("/dev", chip.chipName()));
                LineRequest held = device.request(new LineSpec(List.of(0), "someone", GpioV2.FLAG_INPUT, 0, 0, 0))) {
            assertEquals(List.of(0), held.offsets());
            List<LineException> refused = SafeLevels.set(List.of(LAMP, PUMP));
            assertEquals(1, refused.size(), refused::toString);
            assertTrue(refused.getFirst().toString().contains("line lamp: " + CHIP + ":0 is held by 'someone'"), refused::toString);
        }
        assertEquals(List.of(), SafeLevels.set(List.of(LAMP, PUMP)));
    }

    @Test
    void anInputIsRefusedBeforeAnyLineIsTouched() {
        LineConfig input = LineConfig.input("door", LineAddress.at(CHIP, 2)).build();
        assertEquals("line door is an input: only an output has a level to be set",
                assertThrows(IllegalArgumentException.class, () -> SafeLevels.set(List.of(LAMP, input))).getMessage());
    }
}
