package io.kedge.app.cli;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WrapTest {

    @Test
    void whatFitsStaysAsItIs() {
        assertEquals("", Wrap.at80("", 4));
        assertEquals("10:20:30.456  led              on", Wrap.at80("10:20:30.456  led              on", 31));
        assertEquals("x".repeat(80), Wrap.at80("x".repeat(80), 4));
    }

    @Test
    void whatIsLongIsBrokenAtSpacesAndIndented() {
        String wrapped = Wrap.at80("12345678 ".repeat(20).strip(), 4);
        assertEquals("""
                12345678 12345678 12345678 12345678 12345678 12345678 12345678 12345678 12345678
                    12345678 12345678 12345678 12345678 12345678 12345678 12345678 12345678
                    12345678 12345678 12345678""", wrapped);
        assertTrue(wrapped.lines().allMatch(line -> line.length() <= Wrap.WIDTH), wrapped);
    }

    @Test
    void aWordThatFitsNowhereStandsAlone() {
        assertEquals("short\n  " + "y".repeat(90) + "\n  end", Wrap.at80("short " + "y".repeat(90) + " end", 2));
    }
}
