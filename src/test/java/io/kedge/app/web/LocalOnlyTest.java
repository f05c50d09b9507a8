package io.kedge.app.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LocalOnlyTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "127.0.0.2, 127.0.0.1",
        "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1, 127.0.0.1",
        "192.0.2.7, 192.0.2.7",
        "fe80::1, fe80:0:0:0:0:0:0:1"})
    void aProgramOfThisMachineIsLetIn(String peer, String own) {
        assertTrue(LocalOnly.refusal(peer, own, null).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.8, 192.0.2.7", "192.0.2.7, 127.0.0.1", "2001:db8::1, ::1", "128.0.0.1, 10.0.0.1"})
    void anybodyElseIsRefusedAndToldTheCure(String peer, String own) {
        assertEquals("maintenance is begun and ended on the board only, and this comes from " + peer
                + ": log in there and call 'kedge freeze' or 'kedge thaw'", LocalOnly.refusal(peer, own, null).orElseThrow());
    }

    @Test
    void aWebPageIsRefusedWhereverItsBrowserRuns() {
        assertTrue(LocalOnly.refusal("127.0.0.1", "127.0.0.1", "http://localhost:8080").orElseThrow().contains("web page"));
        assertTrue(LocalOnly.refusal("127.0.0.1", "127.0.0.1", "null").isPresent());
    }
}
