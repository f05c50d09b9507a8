package io.kedge.app.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class MaintenanceRequestTest {

    @Test
    void aRequestIsFrozenAndPerhapsAReason() {
        assertEquals(new MaintenanceRequest(true, "swapping the relay"),
                MaintenanceRequest.parse("{\"frozen\": true, \"reason\": \" swapping the relay \"}"));
        assertEquals(new MaintenanceRequest(true, ""), MaintenanceRequest.parse("{\"frozen\":true}"));
        assertEquals(new MaintenanceRequest(false, ""), MaintenanceRequest.parse("{\"frozen\":false}"));
        assertEquals(200, MaintenanceRequest.parse("{\"frozen\":true,\"reason\":\"" + "r".repeat(200) + "\"}").reason().length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        []                                   | the body must be a JSON object like {"frozen": true, "reason": "swapping the relay"}
        ``                                   | the body must be a JSON object like {"frozen": true, "reason": "swapping the relay"}
        {}                                   | 'frozen' must be true or false, but is missing
        {"frozen":"yes"}                     | 'frozen' must be true or false, was "yes"
        {"frozen":null}                      | 'frozen' must be true or false, was null
        {"frozn":true}                       | unknown key 'frozn', did you mean 'frozen'?
        {"frozen":true,"reason":7}           | 'reason' must be a text, was 7
        {"frozen":true,"reason":null}        | 'reason' must be a text, was null
        {"frozen":false,"reason":"done"}     | 'reason' goes with 'frozen': true only; leave it out
        {"frozen":true,"reason":"a\\u000ab"} | 'reason' must be one line without control characters
        {"frozen":true,"frozen":false}       | the body is not JSON: Duplicate field 'frozen'
        """)
    void whatIsWrongIsNamed(String body, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> MaintenanceRequest.parse(body)).getMessage());
    }

    @Test
    void aReasonThatIsTooLongIsRefusedWithItsLength() {
        String body = "{\"frozen\":true,\"reason\":\"" + "r".repeat(201) + "\"}";
        assertEquals("'reason' has 201 characters, at most 200 are allowed",
                assertThrows(IllegalArgumentException.class, () -> MaintenanceRequest.parse(body)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"frozen\":true", "frozen=true", "{\"frozen\":true} {}"})
    void whatIsNotOneDocumentOfJsonIsRefused(String body) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> MaintenanceRequest.parse(body)).getMessage());
        assertEquals("the body is not JSON: ", message.substring(0, Math.min(message.length(), 22)));
    }
}
