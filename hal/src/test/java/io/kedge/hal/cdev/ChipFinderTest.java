package io.kedge.hal.cdev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.kedge.hal.api.LineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What a machine says that has no lines. Everything else about chips is shown on real kernels. */
class ChipFinderTest {
    @TempDir
    private Path devices;

    @Test
    void aMachineWithoutChipsSaysSo() {
        assertEquals("there is no GPIO chip (" + devices + "/gpiochip*): this machine has no GPIO lines, or its kernel lacks their driver;"
                + " the simulated board needs none", refused());
    }

    @Test
    void aFileThatIsNoChipIsNamedWithTheKernelsAnswer() throws IOException {
        Files.createFile(devices.resolve("gpiochip0"));
        assertEquals("no GPIO chip can be opened: chip info of " + devices + "/gpiochip0: ENOTTY", refused());
        new ChipFinder(devices).visitAll(chip -> assertEquals("none", chip.info().name()));
    }

    @Test
    void aMissingFolderIsNamed() {
        LineException refused = assertThrows(LineException.class, () -> new ChipFinder(devices.resolve("none")).requireOne());
        assertEquals("cannot look for GPIO chips in " + devices + "/none: " + devices + "/none", refused.getMessage());
    }

    @Test
    void theEventBufferHasLimits() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CdevBoard.builder().eventBuffer(1025));
        assertEquals("event buffer must be 2 to 1024 edges, was 1025", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> CdevBoard.builder().eventBuffer(1));
    }

    private String refused() {
        return String.valueOf(assertThrows(LineException.class, () -> CdevBoard.builder().devices(devices).start(name -> null)).getMessage());
    }
}
