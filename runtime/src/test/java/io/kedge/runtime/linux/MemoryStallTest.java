package io.kedge.runtime.linux;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Reading of the kernel's pressure file. */
class MemoryStallTest {

    @Test
    void theFirstFigureIsRead() {
        assertEquals(12.34, MemoryStall.percentIn("""
                some avg10=12.34 avg60=5.00 avg300=1.00 total=123
                full avg10=0.50 avg60=0.00 avg300=0.00 total=4
                """));
    }

    @Test
    void whatIsNotSaidIsNotKnown() {
        assertEquals(-1, MemoryStall.percentIn(""));
        assertEquals(-1, MemoryStall.percentIn("full avg10=0.50"));
    }

    @Test
    void thisMachineSaysAPercentageOrNothing() {
        double percent = MemoryStall.percentOfTenSeconds();
        assertTrue(percent == -1 || percent >= 0 && percent <= 100, () -> "was " + percent);
    }
}
