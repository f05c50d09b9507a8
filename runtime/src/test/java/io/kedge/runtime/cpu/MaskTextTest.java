package io.kedge.runtime.cpu;

import java.util.BitSet;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** CPU masks as the kernel writes and reads them. */
class MaskTextTest {
    private static BitSet cpus(String list) {
        return Sysfs.parse(list);
    }

    @Test
    void aMaskIsAsWideAsTheCpusInGroupsOfThirtyTwo() {
        assertEquals("3", MaskText.format(cpus("0-1"), 4));
        assertEquals("02", MaskText.format(cpus("1"), 8));
        assertEquals("00000001", MaskText.format(cpus("0"), 32));
        assertEquals("0,ffffffff", MaskText.format(cpus("0-31"), 33));
        assertEquals("80,00000000,00000001", MaskText.format(cpus("0,71"), 72));
        assertEquals("0", MaskText.format(new BitSet(), 2));
        assertEquals("f", MaskText.format(cpus("0-9"), 4), "CPUs that there are not are left out");
    }

    @Test
    void whatIsWrittenIsRead() {
        for (String list : new String[] {"0", "31", "32", "0-71", "5,40,64"}) {
            assertEquals(cpus(list), MaskText.parse(MaskText.format(cpus(list), 72), 72));
        }
        assertEquals(cpus("0,4-7"), MaskText.parse(" F1\n", 8));
        assertEquals(cpus("32"), MaskText.parse("1,0", 40), "a group need not be filled up");
    }

    @Test
    void whatIsNoMaskOrNamesAnotherCpuIsRefused() {
        for (String text : new String[] {"", "x", "0-3", "1,,2", ",", "123456789"}) {
            assertThrows(IllegalArgumentException.class, () -> MaskText.parse(text, 64), text);
        }
        var refusal = assertThrows(IllegalArgumentException.class, () -> MaskText.parse("100", 8));
        assertEquals("CPU mask 100 names CPU 8: the highest is 7", refusal.getMessage());
    }
}
