package io.kedge.app.config;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class NearestTest {
    private static final List<String> NAMES = List.of("button", "door", "led");

    @Test
    void aSlipOfTheFingerIsNamed() {
        assertEquals(", did you mean 'button'?", Nearest.hint("buton", NAMES));
        assertEquals(", did you mean 'door'?", Nearest.hint("DOOR", NAMES));
    }

    @Test
    void whatIsFarFromAllGetsTheList() {
        assertEquals("; there is button, door, led", Nearest.hint("thermostat", NAMES));
        assertEquals("; there is none", Nearest.hint("x", List.of()));
    }

    @Test
    void theDistanceCountsLettersToChange() {
        assertEquals(0, Nearest.distance("led", "LED"));
        assertEquals(3, Nearest.distance("", "led"));
        assertEquals(1, Nearest.distance("ld", "led"));
        assertEquals(3, Nearest.distance("kitten", "sitting"));
    }
}
