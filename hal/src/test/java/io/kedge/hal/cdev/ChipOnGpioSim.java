package io.kedge.hal.cdev;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The rig itself: what the other classes rely on. */
class ChipOnGpioSim {

    @Test
    void aChipAppearsIsDrivenGoesAndComesBack() {
        try (GpioSim chip = GpioSim.chip("rig", 4, "R")) {
            Path device = Path.of("/dev", chip.chipName());
            assertTrue(Files.exists(device), device::toString);
            assertFalse(chip.high(3));
            chip.drive(3, true);
            assertTrue(chip.high(3));
            chip.unplug();
            assertFalse(Files.exists(device), device::toString);
            chip.plug();
            assertFalse(chip.high(3), "it does not remember how it was driven");
        }
    }
}
