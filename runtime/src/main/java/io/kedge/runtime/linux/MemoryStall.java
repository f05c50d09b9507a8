package io.kedge.runtime.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of the time threads of this machine stand still for want of memory (pressure stall information). */
public final class MemoryStall {
    private static final Path PRESSURE = Path.of("/proc/pressure/memory");
    private static final String FIELD = "some avg10=";

    private MemoryStall() { }

    /**
     * Reads the kernel's figure. Allocates; does not wait.
     *
     * @return percent of the last 10 s during which at least one thread stood still, 0 to 100; -1 if the kernel does not
     *     say (it was built or started without, see {@code psi=1})
     */
    public static double percentOfTenSeconds() {
        try {
            return percentIn(Files.readString(PRESSURE));
        } catch (IOException | NumberFormatException notSaid) {
            return -1;
        }
    }

    static double percentIn(String pressure) {
        int at = pressure.indexOf(FIELD);
        int end = pressure.indexOf(' ', at + FIELD.length());
        return at < 0 || end < 0 ? -1 : Double.parseDouble(pressure.substring(at + FIELD.length(), end));
    }
}
