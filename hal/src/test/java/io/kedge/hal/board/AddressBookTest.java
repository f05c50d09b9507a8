package io.kedge.hal.board;

import java.util.List;
import java.util.Optional;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class AddressBookTest {
    private static final List<ChipInfo> CHIPS =
            List.of(new ChipInfo("pinctrl-rp1", "gpiochip0", 2), new ChipInfo("expander", "gpiochip1", 2));
    private static final List<LineInfo> LINES = List.of(
            line("pinctrl-rp1", 0, "GPIO17"), line("pinctrl-rp1", 1, "LED"), line("expander", 0, "LED"), line("expander", 1, ""));

    private static LineInfo line(String chip, int offset, String name) {
        return new LineInfo(chip, offset, name, "", Direction.INPUT);
    }

    @Test
    void findsByOffsetAndByNameWithAndWithoutChip() {
        assertEquals(LINES.get(3), find(LineAddress.at("expander", 1)));
        assertEquals(LINES.get(0), find(LineAddress.named("GPIO17")));
        assertEquals(LINES.get(2), find(LineAddress.named("expander", "LED")));
    }

    @Test
    void anOffsetOfTwoChipsWithOneLabelIsNotGuessed() {
        List<ChipInfo> twins = List.of(new ChipInfo("mcp23017", "gpiochip1", 2), new ChipInfo("mcp23017", "gpiochip2", 2));
        List<LineInfo> lines = List.of(line("mcp23017", 0, "VALVE"), line("mcp23017", 0, "PUMP"));
        LineException refused =
                assertThrows(LineException.class, () -> AddressBook.find("x", LineAddress.at("mcp23017", 0), twins, lines));
        assertEquals("line x: 2 chips are labelled 'mcp23017'; give the line by its name", refused.getMessage());
        assertEquals(lines.get(1), AddressBook.find("x", LineAddress.named("PUMP"), twins, lines));
    }

    @Test
    void anUnknownChipIsAnsweredWithTheNearestOne() {
        assertEquals(
                "line x: this board has no chip labelled 'pinctrl-rpl'; it has pinctrl-rp1, expander; did you mean 'pinctrl-rp1'?",
                refused(LineAddress.at("pinctrl-rpl", 3)));
    }

    @Test
    void anOffsetOutOfRangeIsAnsweredWithTheRange() {
        assertEquals("line x: offset 2 is out of range; chip expander has lines 0 to 1", refused(LineAddress.at("expander", 2)));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearestOne() {
        assertEquals("line x: no line is named 'GPIO71'; did you mean 'GPIO17'?", refused(LineAddress.named("GPIO71")));
        assertEquals("line x: no line is named 'button'", refused(LineAddress.named("button")));
    }

    @Test
    void aNameThatTwoLinesHaveIsAnsweredWithBoth() {
        assertEquals(
                "line x: 2 lines are named 'LED' (pinctrl-rp1:1, expander:0); give the chip's label too", refused(LineAddress.named("LED")));
    }

    @Test
    void nearMeansLessThanHalfDiffers() {
        assertEquals(3, Nearest.distance("kitten", "sitting"));
        assertEquals(Optional.of("SIM7"), Nearest.of("sim7", List.of("SIM1", "SIM7")));
        assertEquals(Optional.empty(), Nearest.of("relay", List.of("SIM1")));
    }

    private static LineInfo find(LineAddress address) {
        return AddressBook.find("x", address, CHIPS, LINES);
    }

    private static String refused(LineAddress address) {
        return String.valueOf(assertThrows(LineException.class, () -> find(address)).getMessage());
    }
}
