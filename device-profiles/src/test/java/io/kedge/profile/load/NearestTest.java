package io.kedge.profile.load;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class NearestTest {

    @ParameterizedTest
    @CsvSource({"relay,relay,0", "relai,relay,1", "rely,relay,1", "realy,relay,1", "relayy,relay,1", "'',abc,3", "ca,abc,3"})
    void aSlipIsALetterLeftOutAddedChangedOrSwapped(String one, String other, int slips) {
        assertEquals(slips, Nearest.slips(one, other));
        assertEquals(slips, Nearest.slips(other, one));
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE_LOW,active-low", "activelow,active-low", "debonce,debounce", "debounce-polcy,debounce-policy", "bais,bias"})
    void theNearestWordWinsWhateverItsCaseAndDashes(String word, String meant) {
        assertEquals(meant, Nearest.to(word, List.of("active-low", "bias", "debounce", "debounce-policy")));
    }

    @ParameterizedTest
    @CsvSource({"x", "frobnicate", "as", "''"})
    void nothingIsNearWhatIsFar(String word) {
        assertNull(Nearest.to(word, List.of("active-low", "bias", "debounce")));
    }
}
